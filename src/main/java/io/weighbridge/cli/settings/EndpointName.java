package io.weighbridge.cli.settings;

import java.net.URI;

/** How an endpoint is shown: scheme, host and port. What may hold a key (user, path, query) is left out. */
public final class EndpointName {

    private EndpointName() {}

    /** {@code wss://host:443}; with {@code /…} behind it where something was left out. */
    public static String of(URI endpoint) {
        if (endpoint.getHost() == null) {
            return endpoint.getScheme() == null ? "…" : endpoint.getScheme() + ":…";
        }
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        String path = String.valueOf(endpoint.getRawPath());
        boolean more = path.length() > 1 || endpoint.getRawQuery() != null || endpoint.getRawUserInfo() != null;
        return endpoint.getScheme() + "://" + endpoint.getHost() + port + (more ? "/…" : "");
    }
}
