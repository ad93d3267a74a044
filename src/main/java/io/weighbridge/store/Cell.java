package io.weighbridge.store;

import io.weighbridge.scale.Bytes;
import java.nio.charset.StandardCharsets;

/** What a cell of a table holds, with its storage class: others write whatever their program happens to hold. */
public sealed interface Cell {

    /** The cell as text; empty for NULL, UTF-8 for bytes. */
    default String text() {
        if (this instanceof Text text) {
            return text.value();
        }
        if (this instanceof Int number) {
            return Long.toString(number.value());
        }
        if (this instanceof Real number) {
            return Double.toString(number.value());
        }
        return this instanceof Blob blob ? new String(blob.value().toArray(), StandardCharsets.UTF_8) : "";
    }

    /** Nothing. */
    enum Null implements Cell {
        /** The only one. */
        NULL
    }

    /**
     * An integer.
     *
     * @param value the number
     */
    record Int(long value) implements Cell {}

    /**
     * A floating point number.
     *
     * @param value the number
     */
    record Real(double value) implements Cell {}

    /**
     * Text.
     *
     * @param value the text
     */
    record Text(String value) implements Cell {}

    /**
     * Raw bytes.
     *
     * @param value the bytes
     */
    record Blob(Bytes value) implements Cell {}
}
