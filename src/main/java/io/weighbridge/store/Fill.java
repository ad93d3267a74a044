package io.weighbridge.store;

/**
 * A cell of a validator's row that was written, and what stood there before.
 *
 * @param row the row's key
 * @param column the column
 * @param before what stood there
 * @param after what was written
 * @param tier what the link rested on
 * @param fact the fact's key
 */
public record Fill(long row, String column, Cell before, Cell after, Tier tier, String fact) {}
