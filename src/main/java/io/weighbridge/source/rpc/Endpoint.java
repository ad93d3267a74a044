package io.weighbridge.source.rpc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a node listens. Path, query and user information often carry a key: they go to the node and nowhere else, so
 * {@link #name()} and {@link #toString()} leave them out.
 *
 * @param uri scheme {@code ws} or {@code wss}, and a host
 */
public record Endpoint(URI uri) {

    private static final int LONGEST = 2048;

    /** Checks scheme and host. */
    public Endpoint {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException("an endpoint begins with ws:// or wss://, this one with '" + scheme
                    + "'; for example wss://entrypoint-finney.opentensor.ai:443");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getPort() > 0xffff || uri.getPort() == 0) {
            throw new IllegalArgumentException("an endpoint needs a host and, if any, a port from 1 to 65535: " + scheme
                    + "://HOST:PORT; for example ws://127.0.0.1:9944");
        }
    }

    /**
     * Reads an endpoint's URL.
     *
     * @throws IllegalArgumentException if it is not one; the message says why and does not repeat the URL, which may
     *     carry a key
     */
    public static Endpoint of(String url) {
        if (url.length() > LONGEST) {
            throw new IllegalArgumentException("an endpoint's URL has at most " + LONGEST + " letters");
        }
        try {
            return new Endpoint(new URI(url.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + e.getReason() + " at letter " + (e.getIndex() + 1)
                    + "; expected for example wss://entrypoint-finney.opentensor.ai:443");
        }
    }

    /** Scheme, host and port: what may be printed. */
    public String name() {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost() + ":" + port();
    }

    /** Whether the connection is encrypted and the node's certificate checked. */
    boolean secure() {
        return uri.getScheme().equalsIgnoreCase("wss");
    }

    /** User name and password as in the URL, if it has them. */
    Optional<String> userInfo() {
        return Optional.ofNullable(uri.getUserInfo());
    }

    private int port() {
        return uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
    }

    @Override
    public String toString() {
        return name();
    }
}
