package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that the rows live in, written to at a pace that leaves others their turn. Reads are safe for many threads; writes
 * come from one thread.
 *
 * <p>In a file that is shared, a write transaction holds at most {@value #MOST_ROWS} rows and 100 ms, and 100 ms pass
 * before the next: the validator gives up on a lock after five seconds and loses what it wanted to write.
 */
final class PacedFile {

    /** The most rows, or changes, in one transaction. */
    static final int MOST_ROWS = 50;

    /** A transaction that has lasted as long takes no more of them. */
    static final Duration LONGEST = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(PacedFile.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LedgerHome home;
    private final SqliteOptions options;
    private final Set<String> reported = new HashSet<>();
    private final RowsMark mark = new RowsMark();
    private Instant lastWrite = Instant.EPOCH;

    PacedFile(LedgerHome home, SqliteOptions options) {
        this.home = home;
        this.options = options;
    }

    /** See {@link LedgerHome#file()}. */
    SqliteFile file() {
        return home.file();
    }

    /** See {@link LedgerHome#isShared()}. */
    boolean isShared() {
        return home.isShared();
    }

    /** See {@link LedgerHome#createsTable()}. */
    boolean createsTable() {
        return home.createsTable();
    }

    /** Tells the time. */
    SqliteOptions options() {
        return options;
    }

    /** Whether a transaction that began then has lasted as long as it may. */
    boolean isOver(Instant began) {
        return Duration.between(began, options.clock().instant()).compareTo(LONGEST) >= 0;
    }

    /** Makes the tables that are missing; false if the validator's own has to be waited for. */
    boolean prepare() {
        SqliteFile file = home.file();
        boolean present = file.read(
                "looking for weight_transactions",
                handle -> WeightTable.find(handle).isPresent());
        if (!present && !home.createsTable()) {
            report("the validator has no table weight_transactions yet; it is waited for");
            return false;
        }
        boolean prepared = file.read("looking for our tables", Links::exist);
        if (!prepared) {
            home.beforeFirstWrite();
        }
        if (!present || !prepared) {
            write("creating tables", handle -> {
                home.createTables(handle);
                return 0;
            });
        }
        return true;
    }

    /** Writes in one transaction, once the pause after the last one is over. */
    <T> T write(String doing, Function<Handle, T> work) {
        SqliteFile file = home.file();
        if (home.isShared()) {
            pause(doing, Duration.between(lastWrite, options.clock().instant()));
        }
        try {
            return file.write(doing, handle -> {
                home.checkSame();
                return work.apply(handle);
            });
        } finally {
            lastWrite = options.clock().instant();
            mark.forget();
        }
    }

    /** Changes whenever somebody else inserted or deleted rows. */
    String rowsMark() {
        return mark.in(home.file());
    }

    /** Warns of something about the file, once. */
    void report(String what) {
        if (reported.add(what)) {
            LOG.warn("{}: {}", home.file().path(), what);
        }
    }

    void close() {
        home.close();
    }

    private void pause(String doing, Duration sinceLastWrite) {
        if (sinceLastWrite.compareTo(PAUSE) >= 0) {
            return;
        }
        try {
            // A clock that was set back meanwhile makes no longer pause.
            options.pause().lasting(sinceLastWrite.isNegative() ? PAUSE : PAUSE.minus(sinceLastWrite));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Failed(
                    doing + " in " + home.file().path() + ": interrupted; nothing was written", e);
        }
    }
}
