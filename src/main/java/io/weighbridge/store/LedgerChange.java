package io.weighbridge.store;

import java.util.Map;

/** One change to {@code weight_transactions} and to what is remembered about it. */
public sealed interface LedgerChange {

    /** The answer of the case that this change is. */
    <R> R match(Cases<R> cases);

    /**
     * Writes a cell that still holds {@code fill.before()}, and remembers it.
     *
     * @param fill what is written where
     */
    record Write(Fill fill) implements LedgerChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.write(this);
        }
    }

    /**
     * Takes a write back where the cell still holds {@code fill.after()}, and forgets it.
     *
     * @param fill what was written where
     */
    record TakeBack(Fill fill) implements LedgerChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.takeBack(this);
        }
    }

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

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.insert(this);
        }
    }

    /**
     * Deletes a row of our own, which still holds what is expected, and its link.
     *
     * @param row what it holds
     */
    record Delete(TableRow row) implements LedgerChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.delete(this);
        }
    }

    /**
     * Makes a link, or replaces the row's link.
     *
     * @param link the link
     */
    record PutLink(RowLink link) implements LedgerChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.putLink(this);
        }
    }

    /**
     * Drops a row's link, and forgets what was written into the row.
     *
     * @param row the row's key
     */
    record DropLink(long row) implements LedgerChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.dropLink(this);
        }
    }

    /**
     * Remembers that a fact had a row which somebody deleted.
     *
     * @param fact the fact's key
     */
    record Bury(String fact) implements LedgerChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bury(this);
        }
    }

    /**
     * Remembers that somebody took a link back by hand.
     *
     * @param row the row's key
     * @param fact the fact's key
     */
    record Suppress(long row, String fact) implements LedgerChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.suppress(this);
        }
    }

    /** Forgets every link, and what was deleted or taken back, because the table was made anew. */
    enum VoidLinks implements LedgerChange {
        /** The only one. */
        VOID_LINKS;

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.voidLinks(this);
        }
    }

    /**
     * One answer for each change; a new change does not compile until all give theirs.
     *
     * @param <R> what the answers are
     */
    interface Cases<R> {

        /** For a cell that is written. */
        R write(Write change);

        /** For a write that is taken back. */
        R takeBack(TakeBack change);

        /** For a row that is inserted. */
        R insert(Insert change);

        /** For a row of our own that is deleted. */
        R delete(Delete change);

        /** For a link that is made or replaced. */
        R putLink(PutLink change);

        /** For a link that is dropped. */
        R dropLink(DropLink change);

        /** For a fact whose row somebody deleted. */
        R bury(Bury change);

        /** For a link that was taken back by hand. */
        R suppress(Suppress change);

        /** For a table that was made anew. */
        R voidLinks(VoidLinks change);
    }
}
