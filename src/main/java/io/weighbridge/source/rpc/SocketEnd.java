package io.weighbridge.source.rpc;

import io.weighbridge.source.json.NodeJson;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * Why a socket ended.
 *
 * @param kind what it means
 * @param words the same for a person, one line
 */
record SocketEnd(Kind kind, String words) {

    private static final int DEEPEST = 10;

    /** What the end of a socket means. */
    enum Kind {
        /** It was open, and then was not. */
        CLOSED,
        /** It never opened. */
        REFUSED,
        /** The node, or a proxy before it, is asked too much. */
        THROTTLED,
        /** A message was longer than allowed. */
        OVERSIZED,
        /** The finalized head, or the node altogether, said nothing for too long. */
        SILENT,
        /** The node sent what makes no sense. */
        FAULT;

        /** The word for {@link io.weighbridge.source.SourceListener#reconnecting}. */
        String word() {
            return switch (this) {
                case CLOSED -> "closed";
                case REFUSED, THROTTLED -> "refused";
                case SILENT -> "silent";
                case OVERSIZED, FAULT -> "fault";
            };
        }
    }

    /** Reads what the socket tells at its end. */
    static SocketEnd of(int code, String reason, boolean remote, @Nullable Exception error) {
        String words = NodeJson.shown(reason);
        if (code == CloseFrame.NEVER_CONNECTED) {
            return new SocketEnd(Kind.REFUSED, error == null ? broken(words) : unreached(error));
        }
        if (error instanceof SSLException) {
            return new SocketEnd(Kind.REFUSED, unreached(error));
        }
        if (code == CloseFrame.TOOBIG && !remote) {
            return new SocketEnd(Kind.OVERSIZED, "it sent a message longer than allowed");
        }
        boolean later = remote && code == CloseFrame.TRY_AGAIN_LATER;
        if (later || Refusals.isThrottling(httpStatus(words), words.toLowerCase(Locale.ROOT))) {
            String said = httpStatus(words) != 0 ? "HTTP " + httpStatus(words) : words;
            return new SocketEnd(Kind.THROTTLED, "it is asked too much: " + (said.isEmpty() ? "code " + code : said));
        }
        if (httpStatus(words) != 0) {
            return new SocketEnd(Kind.REFUSED, "it answers with " + HttpStatus.words(httpStatus(words)));
        }
        if (!remote && (code == CloseFrame.PROTOCOL_ERROR || code == CloseFrame.NO_UTF8)) {
            return new SocketEnd(Kind.FAULT, "it broke the WebSocket protocol: " + words);
        }
        return new SocketEnd(
                Kind.CLOSED,
                (remote ? "the node closed the connection" : "the connection broke")
                        + (words.isEmpty() ? "" : ": " + words) + " (code " + code + ")");
    }

    /** A socket that never opened, without a status of HTTP. */
    private static String broken(String words) {
        return "the connection ended before it was open" + (words.isEmpty() ? "" : ", with '" + words + "'")
                + "; check the port, and whether it speaks ws or wss";
    }

    /** Why a node could not be reached, for a person. */
    static String unreached(Exception error) {
        if (error instanceof UnknownHostException) {
            return "its host name is unknown; check the spelling and the name server";
        }
        if (error instanceof NoRouteToHostException) {
            return "there is no route to it; check the network";
        }
        if (error instanceof SocketTimeoutException) {
            return "it does not answer; check host, port and firewall";
        }
        if (error instanceof SSLException) {
            return "TLS failed: " + tls(words(root(error)))
                    + "; check the host name, the port, and whether it speaks TLS (wss, https) or not (ws, http)";
        }
        if (String.valueOf(error.getMessage()).contains("received no bytes")) {
            return "it closed the connection without an answer; check the port, and whether it speaks http or https";
        }
        return error instanceof ConnectException ? words(error) + "; check that a node runs there" : words(error);
    }

    /** Java's words where they need to be told otherwise. */
    private static String tls(String said) {
        if (said.contains("unable to find valid certification path")) {
            return "its certificate is signed by nobody whom this Java trusts";
        }
        return said.contains("Unsupported or unrecognized SSL message") ? "it does not speak TLS" : said;
    }

    private static Throwable root(Throwable error) {
        Throwable at = error;
        for (int depth = 0; depth < DEEPEST && at.getCause() != null; depth++) {
            at = at.getCause();
        }
        return at;
    }

    /** What a fault says, and where it says nothing what it is. */
    private static String words(Throwable error) {
        if (error.getMessage() != null) {
            return NodeJson.shown(error.getMessage());
        }
        return error instanceof ConnectException ? "Connection refused" : "the connection broke off";
    }

    /** The status in Java-WebSocket's {@code Invalid status code received: 429 Status line: …}, else 0. */
    private static int httpStatus(String words) {
        String marker = "Invalid status code received: ";
        int at = words.indexOf(marker);
        if (at < 0) {
            return 0;
        }
        String digits = words.substring(at + marker.length()).replaceFirst("\\D.*", "");
        return digits.length() == 3 ? Integer.parseInt(digits) : 0;
    }
}
