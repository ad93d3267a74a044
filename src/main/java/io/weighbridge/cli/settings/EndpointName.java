package io.weighbridge.cli.settings;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an endpoint is shown: scheme, host and port. What may hold a key (user, path, query) is left out. */
public final class EndpointName {

    private static final Pattern BEGIN = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]{0,20}://)(?:[^/?#\\s]*@)?([A-Za-z0-9._\\[\\]:-]*)(.*)", Pattern.DOTALL);

    /** Words and addresses; a key has other letters, or is longer. */
    private static final Pattern HARMLESS = Pattern.compile("(?:[a-z.-]{1,40}|[0-9.]{1,15})(?::\\d{1,5})?");

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

    /** The same of what somebody typed, even if it is no URL; {@code …} where nothing of it is sure to be no key. */
    static String ofText(String typed) {
        Matcher begin = BEGIN.matcher(typed);
        if (begin.matches()) {
            boolean more = !begin.group(3).isEmpty() || begin.group().contains("@");
            return begin.group(1) + begin.group(2) + (more ? "/…" : "");
        }
        return HARMLESS.matcher(typed).matches() ? typed : "…";
    }
}
