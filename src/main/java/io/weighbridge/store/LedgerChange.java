package io.weighbridge.store;

import java.util.Map;

/** One change to {@code weight_transactions} and to what is remembered about it. */
public sealed interface LedgerChange {

    /**
     * Writes a cell that still holds {@code fill.before()}, and remembers it.
     *
     * @param fill what is written where
     */
    record Write(Fill fill) implements LedgerChange {}

    /**
     * Takes a write back where the cell still holds {@code fill.after()}, and forgets it.
     *
     * @param fill what was written where
     */
    record TakeBack(Fill fill) implements LedgerChange {}

    /**
     * Inserts a row for a fact and links it.
     *
     * @param fact the fact's key
     * @param cells its columns; those that the table does not have are left out
     * @param revealed what is written over some of them at once, and remembered, because a commit is revealed already
     */
    record Insert(String fact, Map<String, Cell> cells, Map<String, Cell> revealed) implements LedgerChange {

        /** Copies the cells. */
        public Insert {
            cells = Map.copyOf(cells);
            revealed = Map.copyOf(revealed);
        }
    }

    /**
     * Deletes a row of our own, which still holds what is expected, and its link.
     *
     * @param row what it holds
     */
    record Delete(TableRow row) implements LedgerChange {}

    /**
     * Makes a link, or replaces the row's link.
     *
     * @param link the link
     */
    record PutLink(RowLink link) implements LedgerChange {}

    /**
     * Drops a row's link, and forgets what was written into the row.
     *
     * @param row the row's key
     */
    record DropLink(long row) implements LedgerChange {}

    /**
     * Remembers that a fact had a row which somebody deleted.
     *
     * @param fact the fact's key
     */
    record Bury(String fact) implements LedgerChange {}

    /**
     * Remembers that somebody took a link back by hand.
     *
     * @param row the row's key
     * @param fact the fact's key
     */
    record Suppress(long row, String fact) implements LedgerChange {}

    /** Forgets every link, and what was deleted or taken back, because the table was made anew. */
    enum VoidLinks implements LedgerChange {
        /** The only one. */
        VOID_LINKS
    }
}
