package io.weighbridge.store.sqlite;

/** Changes whenever somebody else inserted or deleted rows; counts them only where somebody wrote. Used by one thread. */
final class RowsMark {

    private String mark = "";

    /** What {@link #in} was told of the file when it counted: a connection's data version changes when others write. */
    private String markedAt = "";

    /** The mark now. */
    String in(SqliteFile file) {
        long version = file.outsideTransaction(
                "asking for changes",
                handle -> handle.select("PRAGMA data_version").mapTo(Long.class).one());
        String now = System.identityHashCode(file) + ":" + version;
        if (!now.equals(markedAt)) {
            mark = file.read(
                    "counting rows",
                    handle -> WeightTable.find(handle).isEmpty()
                            ? ""
                            : handle.select("SELECT count(*) || ':' || coalesce(max(id), 0) FROM weight_transactions")
                                    .mapTo(String.class)
                                    .one());
            markedAt = now;
        }
        return mark;
    }

    /** We wrote ourselves, which the data version of our own connection does not tell. */
    void forget() {
        markedAt = "";
    }
}
