package io.weighbridge.cli.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads which chain is meant, and which nodes are to be asked. */
final class NodeTexts {

    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");

    private NodeTexts() {}

    static Network network(Given given) {
        String word = given.text().toLowerCase(Locale.ROOT);
        if (!Network.words().contains(word)) {
            throw given.refuse(
                    given.text(),
                    "one of " + String.join(", ", Network.words()) + Nearest.question(word, Network.words()));
        }
        return Network.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<URI> endpoints(Given given) {
        return given.items().stream()
                .map(item -> endpoint(new Given(given.key(), List.of(item), given.origin())))
                .distinct()
                .toList();
    }

    /** One address; what may be a key in it is no part of a message. */
    private static URI endpoint(Given given) {
        String shown = EndpointName.ofText(given.text());
        URI uri;
        try {
            uri = URI.create(given.text());
        } catch (IllegalArgumentException e) {
            throw given.refuse(shown, "a URL without spaces and the like, such as wss://host:443" + hint(shown));
        }
        if (!SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
            throw given.refuse(
                    shown,
                    "a URL that begins with ws://, wss://, http:// or https://, such as wss://host:443" + hint(shown));
        }
        if (uri.getHost() == null && shown.contains("_")) {
            throw given.refuse(shown, "a host name without '_'; use the host's IP address, or another name of it");
        }
        if (uri.getHost() == null || uri.getPort() > 0xffff || uri.getPort() == 0) {
            throw given.refuse(shown, "a host and a port from 1 to 65535, such as ws://127.0.0.1:9944");
        }
        return uri;
    }

    /** What a text without a scheme was likely meant to be. */
    private static String hint(String shown) {
        if (Network.words().contains(shown)) {
            return "; " + shown + " is a network: give it as " + Key.NETWORK.flag() + " " + shown;
        }
        return shown.matches("[A-Za-z0-9.-]+:\\d+") ? "; did you mean 'ws://" + shown + "'?" : "";
    }
}
