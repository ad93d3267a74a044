package io.weighbridge.metadata;

import io.weighbridge.scale.Bytes;
import java.util.List;

/**
 * A constant of a pallet.
 *
 * @param name its name
 * @param type the id of its type
 * @param value its value, encoded
 * @param docs its documentation, line by line
 */
public record Constant(String name, int type, Bytes value, List<String> docs) {

    /** Copies the documentation. */
    public Constant {
        docs = List.copyOf(docs);
    }
}
