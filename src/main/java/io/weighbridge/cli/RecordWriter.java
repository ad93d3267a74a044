package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes weight actions one by one. Not thread safe. */
@FunctionalInterface
interface RecordWriter extends AutoCloseable {

    /** Writes one; all have the same fields. */
    void write(ObjectNode record);

    /** Writes what belongs at the end. */
    @Override
    default void close() {}
}
