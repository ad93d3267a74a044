package io.weighbridge.store;

import io.weighbridge.scale.Bytes;

/** What a cell of a table holds, with its storage class: others write whatever their program happens to hold. */
public sealed interface Cell {

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
