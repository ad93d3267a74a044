package io.weighbridge.source.rpc;

import java.util.Locale;
import java.util.function.LongSupplier;

/** The public Subtensor endpoints, which share themselves out: everybody gets about 100 requests a minute. */
final class PublicHosts {

    /** What one client may ask a public endpoint in a minute. */
    static final double REQUESTS_PER_MINUTE = 100;

    private PublicHosts() {}

    /** The budget to begin with at that endpoint: limited where its host is known, else without a limit until one shows. */
    static Budget budget(Endpoint endpoint, LongSupplier nanos) {
        String host = endpoint.uri().getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".opentensor.ai") || host.endsWith(".sub.latent.to")
                ? Budget.ofAtMost(REQUESTS_PER_MINUTE, nanos)
                : Budget.unknown(nanos);
    }
}
