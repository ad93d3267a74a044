package io.weighbridge.source.rpc;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a node listens. Path, query and user information often carry a key: they go to the node and nowhere else, so
 * {@link #name()} and {@link #toString()} leave them out.
 *
 * @param uri scheme {@code ws}, {@code wss}, {@code http} or {@code https}, and a host
 * @param twin which one it is, from 1, of several whose names would be the same
 */
public record Endpoint(URI uri, int twin) {

    private static final int LONGEST = 2048;
    private static final int SHORTEST_KEY = 6;
    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");
    private static final Set<String> SECURE = Set.of("wss", "https");

    /** Checks scheme and host. */
    public Endpoint {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    "an endpoint begins with ws://, wss://, http:// or https://, this one with '" + scheme
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

    /** The only one of its name. */
    public Endpoint(URI uri) {
        this(uri, 1);
    }

    /** The same endpoints, those of one host and port numbered, so that each has a name of its own. */
    static List<Endpoint> distinct(List<Endpoint> all) {
        Map<String, Integer> seen = new HashMap<>();
        return all.stream()
                .map(one -> new Endpoint(one.uri))
                .map(one -> new Endpoint(one.uri, seen.merge(one.name(), 1, Integer::sum)))
                .toList();
    }

    /** Scheme, host and port, and {@code #2} for the second of them: what may be printed. */
    public String name() {
        return scheme() + "://" + uri.getHost() + ":" + port() + (twin > 1 ? "#" + twin : "");
    }

    /** Whether the connection is encrypted and the node's certificate checked. */
    boolean secure() {
        return SECURE.contains(scheme());
    }

    /** Whether it is asked by HTTP and not over a WebSocket. */
    boolean http() {
        return scheme().startsWith("http");
    }

    private String scheme() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** The value of the {@code Authorization} header, where the URL has a user name and a password. */
    Optional<String> authorization() {
        return Optional.ofNullable(uri.getUserInfo())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /** Words of a server without what they repeat of the URL's path, query and user information, which may be a key. */
    String withoutKey(String said) {
        String shown = said;
        String secret = uri.getRawUserInfo() + "/" + uri.getRawPath() + "/" + uri.getRawQuery() + "/"
                + uri.getUserInfo() + "/" + uri.getPath() + "/" + uri.getQuery();
        for (String part : secret.split("[/?&=:,]+", -1)) {
            if (part.length() >= SHORTEST_KEY) {
                shown = shown.replace(part, "…");
            }
        }
        return shown;
    }

    private int port() {
        return uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
    }

    @Override
    public String toString() {
        return name();
    }
}
