package io.weighbridge.alerts;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where alerts are sent to. The address is a secret: who has it can write there. It is never part of {@link #toString()}.
 *
 * @param form how messages are written
 * @param address where they go, {@code http} or {@code https}
 */
public record Webhook(Form form, URI address) {

    /** What an address looks like, for messages about one that does not. */
    public static final String EXPECTED =
            "an http or https address, or one with its form before it, such as slack+https://host/path, discord+…, json+…";

    /** How messages are written. */
    public enum Form {
        /** An object with every field, for programs. */
        JSON,
        /** For Slack and what understands its messages, such as Mattermost. */
        SLACK,
        /** For Discord. */
        DISCORD;

        /** The word in settings. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads {@code https://…}, whose host tells the form, or {@code slack+https://…}, which names it.
     *
     * @throws IllegalArgumentException if it is no such address; the message does not hold it
     */
    public static Webhook parse(String text) {
        int plus = text.indexOf('+');
        int colon = text.indexOf(':');
        boolean named = plus > 0 && plus < colon;
        URI address = address(named ? text.substring(plus + 1) : text);
        return new Webhook(named ? form(text.substring(0, plus)) : formOf(address), address);
    }

    /** Scheme and host: what may be shown. */
    public String name() {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return form.word() + "+" + address.getScheme() + "://" + address.getHost() + port + "/…";
    }

    /** What tells it from others without showing its address. */
    String fingerprint() {
        Bytes text = Bytes.wrap((form.word() + "+" + address).getBytes(StandardCharsets.UTF_8));
        return Blake2b.hash128(text).hex();
    }

    @Override
    public String toString() {
        return name();
    }

    private static URI address(String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean known = scheme.equals("https") || scheme.equals("http");
        if (!known || address.getHost() == null || address.getPort() == 0 || address.getPort() > 0xffff) {
            throw refused();
        }
        return address;
    }

    private static Form form(String word) {
        for (Form form : Form.values()) {
            if (form.word().equals(word.toLowerCase(Locale.ROOT))) {
                return form;
            }
        }
        throw refused();
    }

    private static Form formOf(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("hooks.slack.com")) {
            return Form.SLACK;
        }
        return host.equals("discord.com") || host.equals("discordapp.com") ? Form.DISCORD : Form.JSON;
    }

    /** The address stays out of the message; so does what it was made from, as the cause. */
    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(EXPECTED);
    }
}
