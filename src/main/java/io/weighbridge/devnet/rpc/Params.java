package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a request, by position; reading one that is not there or of another kind is answered with
 * {@code -32602}.
 *
 * @param array the JSON array; a missing node for no parameters
 */
record Params(JsonNode array) {

    static final Params NONE = new Params(MissingNode.getInstance());

    /** Whether there is a parameter at that position, and it is not null. */
    boolean has(int position) {
        return array.hasNonNull(position);
    }

    JsonNode json(int position) {
        if (!has(position)) {
            throw RpcFault.invalidParams("parameter " + position + " is missing");
        }
        return array.get(position);
    }

    String text(int position) {
        JsonNode value = json(position);
        if (!value.isTextual()) {
            throw RpcFault.invalidParams("parameter " + position + " is no string");
        }
        return value.textValue();
    }

    Bytes bytes(int position) {
        return bytes(json(position));
    }

    Hash hash(int position) {
        Bytes bytes = bytes(position);
        if (bytes.size() != Hash.SIZE) {
            throw RpcFault.invalidParams("parameter " + position + " is no hash of 32 bytes");
        }
        return new Hash(bytes);
    }

    int count(int position) {
        JsonNode value = json(position);
        if (!value.canConvertToInt() || value.intValue() < 0) {
            throw RpcFault.invalidParams("parameter " + position + " is no count");
        }
        return value.intValue();
    }

    List<Bytes> bytesList(int position) {
        JsonNode value = json(position);
        if (!value.isArray()) {
            throw RpcFault.invalidParams("parameter " + position + " is no list");
        }
        var list = new ArrayList<Bytes>(value.size());
        value.forEach(item -> list.add(bytes(item)));
        return list;
    }

    /** A block number, given as a number or in hexadecimal. */
    static long blockNumber(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isTextual() && value.textValue().matches("0x[0-9a-fA-F]{1,15}")) {
            return Long.parseLong(value.textValue().substring(2), 16);
        }
        throw RpcFault.invalidParams("'" + value + "' is no block number");
    }

    private static Bytes bytes(JsonNode value) {
        try {
            if (value.isTextual() && value.textValue().startsWith("0x")) {
                return Bytes.fromHex(value.textValue());
            }
        } catch (IllegalArgumentException e) {
            throw RpcFault.invalidParams("not hexadecimal: " + e.getMessage());
        }
        throw RpcFault.invalidParams("expected bytes as a string that begins with 0x");
    }
}
