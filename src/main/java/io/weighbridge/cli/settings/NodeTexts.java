package io.weighbridge.cli.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads which chain is meant, and which nodes are to be asked. */
final class NodeTexts {

    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");

    private NodeTexts() {}

    static Network network(RawSetting setting) {
        String word = setting.text().toLowerCase(Locale.ROOT);
        if (!Network.words().contains(word)) {
            throw setting.refuse(
                    setting.text(),
                    "one of " + String.join(", ", Network.words()) + Nearest.question(word, Network.words()));
        }
        return Network.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<URI> endpoints(RawSetting setting) {
        return setting.items().stream()
                .map(item -> endpoint(new RawSetting(setting.key(), List.of(item), setting.origin())))
                .distinct()
                .toList();
    }

    /** One address; what may be a key in it is no part of a message. */
    private static URI endpoint(RawSetting setting) {
        String shown = EndpointName.ofText(setting.text());
        URI uri;
        try {
            uri = URI.create(setting.text());
        } catch (IllegalArgumentException e) {
            throw setting.refuse(shown, "a URL without spaces and the like, such as wss://host:443" + hint(shown));
        }
        if (!SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
            throw setting.refuse(
                    shown,
                    "a URL that begins with ws://, wss://, http:// or https://, such as wss://host:443" + hint(shown));
        }
        if (uri.getHost() == null && shown.contains("_")) {
            throw setting.refuse(shown, "a host name without '_'; use the host's IP address, or another name of it");
        }
        if (uri.getHost() == null || uri.getPort() > 0xffff || uri.getPort() == 0) {
            throw setting.refuse(shown, "a host and a port from 1 to 65535, such as ws://127.0.0.1:9944");
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
