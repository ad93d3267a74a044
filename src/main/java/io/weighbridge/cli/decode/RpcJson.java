package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Reads what nodes answer: hex strings, and headers as {@code chain_getHeader} gives them. */
final class RpcJson {

    private static final int MOST_NUMBER_DIGITS = 8;

    private RpcJson() {}

    /** The member of that name, which must be an object. */
    static JsonNode object(JsonNode parent, String name) {
        JsonNode member = parent.path(name);
        if (!member.isObject()) {
            throw new BadInputException("'" + name + "' must be an object, found " + describe(member));
        }
        return member;
    }

    /** The member of that name, which must be a string. */
    static String text(JsonNode parent, String name) {
        JsonNode member = parent.path(name);
        if (!member.isTextual()) {
            throw new BadInputException("'" + name + "' must be a string, found " + describe(member));
        }
        return member.textValue();
    }

    /** The member of that name, which must be a string of hexadecimal digits. */
    static Bytes bytes(JsonNode parent, String name) {
        return hex(name, parent.path(name));
    }

    /** The member of that name, which must be a list of strings of hexadecimal digits. */
    static List<Bytes> list(JsonNode parent, String name) {
        JsonNode member = parent.path(name);
        if (!member.isArray()) {
            throw new BadInputException("'" + name + "' must be an array, found " + describe(member));
        }
        List<Bytes> items = new ArrayList<>(member.size());
        for (JsonNode item : member) {
            items.add(hex(name + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** A header. */
    static Header header(JsonNode header) {
        return new Header(
                hash(header, "parentHash"),
                number(header),
                hash(header, "stateRoot"),
                hash(header, "extrinsicsRoot"),
                list(object(header, "digest"), "logs"));
    }

    private static Hash hash(JsonNode parent, String name) {
        Bytes bytes = bytes(parent, name);
        if (bytes.size() != Hash.SIZE) {
            throw new BadInputException("'" + name + "' must have 32 bytes, found " + bytes.size());
        }
        return new Hash(bytes);
    }

    private static long number(JsonNode header) {
        String number = text(header, "number");
        if (!number.matches("0x[0-9a-fA-F]{1," + MOST_NUMBER_DIGITS + "}")) {
            throw new BadInputException("'number' must be up to 32 bits in hex behind 0x, found " + shorten(number));
        }
        return Long.parseLong(number, 2, number.length(), 16);
    }

    private static Bytes hex(String name, JsonNode member) {
        if (!member.isTextual()) {
            throw new BadInputException("'" + name + "' must be a string of hex digits, found " + describe(member));
        }
        try {
            return Bytes.fromHex(member.textValue());
        } catch (IllegalArgumentException e) {
            throw new BadInputException("'" + name + "' is not hex: " + e.getMessage());
        }
    }

    private static String describe(JsonNode node) {
        return node.isMissingNode() ? "nothing" : shorten(node.toString());
    }

    private static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
