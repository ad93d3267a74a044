package io.weighbridge.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** How requests are answered: with an entity tag, so that nobody is sent again what they have; faults as problems. */
final class Answer {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private Answer() {}

    /** JSON that may be different in a moment. */
    static void json(Context context, JsonNode body) {
        tagged(context, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A body with its entity tag, or 304 if the client has just that one. */
    static void tagged(Context context, String contentType, byte[] body) {
        String tag = tag(body);
        context.header("ETag", tag).header("Cache-Control", "no-cache");
        String known = context.header("If-None-Match");
        if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
            context.status(304);
            return;
        }
        context.contentType(contentType).result(body);
    }

    /** A problem as of RFC 9457, with what is wrong and what was expected instead. */
    static void problem(Context context, int status, String title, String what, String expected) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", what + ": expected " + expected)
                .put("what", what)
                .put("expected", expected);
        context.status(status)
                .header("Cache-Control", "no-store")
                .contentType(PROBLEM)
                .result(body.toString());
    }

    /** Weak, because bodies are compressed on their way. */
    private static String tag(byte[] body) {
        var sum = new CRC32C();
        sum.update(body);
        return "W/\"" + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(body.length) + "\"";
    }
}
