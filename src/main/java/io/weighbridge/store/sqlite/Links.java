package io.weighbridge.store.sqlite;

import io.weighbridge.store.Fingerprint;
import io.weighbridge.store.Tier;
import io.weighbridge.store.sql.Times;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The side tables beside {@code weight_transactions}: which row stands for which fact, and what was written into rows.
 * A link whose row is gone is a tombstone: somebody deleted the row, and it is not inserted again.
 */
final class Links {

    private static final int PAGE = 500;

    private static final List<String> DEFINITION = List.of(
            """
            CREATE TABLE IF NOT EXISTS weighbridge_links (
              id INTEGER PRIMARY KEY,
              run INTEGER NOT NULL,              -- the run that made the link, 0 outside of any
              row_id INTEGER,                    -- weight_transactions.id; NULL where a fact has no row
              row_fingerprint INTEGER NOT NULL,  -- of its ts and uids_json
              fact TEXT,                         -- block hash, a colon, position; NULL where a row has no fact
              tier TEXT NOT NULL,                -- hash, round, weights, time, inserted; empty without a link
              role TEXT NOT NULL,                -- primary, duplicate; without a link: none, suppressed, tombstone
              flags TEXT NOT NULL,               -- word=true or word=false, a blank between them
              verdict TEXT NOT NULL,
              evidence TEXT NOT NULL)""",
            "CREATE UNIQUE INDEX IF NOT EXISTS weighbridge_links_by_row ON weighbridge_links (row_id)",
            """
            CREATE UNIQUE INDEX IF NOT EXISTS weighbridge_links_by_fact
            ON weighbridge_links (fact) WHERE role = 'primary'""",
            "CREATE INDEX IF NOT EXISTS weighbridge_links_of_fact ON weighbridge_links (fact)",
            """
            CREATE TABLE IF NOT EXISTS weighbridge_fills (
              id INTEGER PRIMARY KEY,
              run INTEGER NOT NULL,
              row_id INTEGER NOT NULL,
              column_name TEXT NOT NULL,
              old_value,                         -- as they were and are, so the columns have no type
              new_value,
              tier TEXT NOT NULL,
              evidence TEXT NOT NULL,
              fact TEXT NOT NULL,
              at TEXT NOT NULL,
              taken_back TEXT)                   -- when; NULL while it stands""",
            """
            CREATE INDEX IF NOT EXISTS weighbridge_fills_by_row
            ON weighbridge_fills (row_id) WHERE taken_back IS NULL""",
            """
            CREATE VIEW IF NOT EXISTS weighbridge_verdicts AS
            SELECT row_id, verdict, tier, role, evidence, flags, fact, run
            FROM weighbridge_links ORDER BY row_id IS NULL, row_id, id""");

    private Links() {}

    /** Creates the side tables if they are missing. */
    static void create(Handle handle) {
        DEFINITION.forEach(handle::execute);
    }

    /** Whether the side tables are there. */
    static boolean exist(Handle handle) {
        return handle.select("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'weighbridge_links'")
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Those of {@code facts} that have, or had, a row. */
    static Set<String> linked(Handle handle, List<String> facts) {
        var linked = new HashSet<String>();
        for (int from = 0; from < facts.size(); from += PAGE) {
            List<String> page = facts.subList(from, Math.min(facts.size(), from + PAGE));
            String sql = "SELECT fact FROM weighbridge_links WHERE role <> 'none' AND fact IN (<facts>)";
            try (Query query = handle.createQuery(sql)) {
                linked.addAll(query.bindList("facts", page).mapTo(String.class).list());
            }
        }
        return linked;
    }

    /** Those of {@code rows} that belong to a fact. */
    static Set<Long> taken(Handle handle, Collection<Long> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        try (Query query = handle.createQuery(
                "SELECT row_id FROM weighbridge_links WHERE role <> 'none' AND row_id IN (<rows>)")) {
            return query.bindList("rows", List.copyOf(rows)).mapTo(Long.class).set();
        }
    }

    /** Notes that a row stands for a fact. */
    static void add(Handle handle, long row, long fingerprint, String fact, Tier tier) {
        handle.execute("DELETE FROM weighbridge_links WHERE role = 'none' AND (row_id = ? OR fact = ?)", row, fact);
        handle.execute(
                """
                INSERT INTO weighbridge_links (run, row_id, row_fingerprint, fact, tier, role, flags, verdict, evidence)
                VALUES (0, ?, ?, ?, ?, 'primary', '', ?, ?)
                """,
                row,
                fingerprint,
                fact,
                tier.word(),
                verdict(tier),
                tier == Tier.INSERTED ? "our own row" : "the extrinsic's hash");
    }

    /** What is said of a linked row and its fact. */
    static String verdict(Tier tier) {
        return tier == Tier.INSERTED ? "inserted" : "linked";
    }

    /**
     * Whether the table was made anew since the links were written: its sequence stands below a linked id, or a linked id
     * now is another row.
     */
    static boolean areVoid(Handle handle) {
        long highest = handle.select(
                        "SELECT coalesce(max(row_id), 0) FROM weighbridge_links WHERE role IN ('primary', 'duplicate')")
                .mapTo(Long.class)
                .one();
        if (highest == 0) {
            return false;
        }
        return sequence(handle).orElse(highest) < highest || holdsStranger(handle);
    }

    /** Forgets every link and every fill; the facts that nobody wants a row for stay so. */
    static void clear(Handle handle, Instant now) {
        handle.execute("DELETE FROM weighbridge_links WHERE role <> 'suppressed'");
        handle.execute("UPDATE weighbridge_links SET row_id = NULL");
        handle.execute("UPDATE weighbridge_fills SET taken_back = ? WHERE taken_back IS NULL", Times.millis(now));
    }

    /** The highest key that the table ever gave, if it counts them. */
    static OptionalLong sequence(Handle handle) {
        boolean counts = handle.select("""
                                SELECT count(*) FROM sqlite_schema
                                WHERE name = 'weight_transactions' AND sql LIKE '%AUTOINCREMENT%'
                                """).mapTo(Integer.class).one() > 0;
        if (!counts) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(handle.select("SELECT seq FROM sqlite_sequence WHERE name = 'weight_transactions'")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    private static boolean holdsStranger(Handle handle) {
        long last = 0;
        while (true) {
            List<Seen> page = handle.select("""
                            SELECT l.row_id, l.row_fingerprint,
                              coalesce(t.ts, '') AS ts, coalesce(t.uids_json, '') AS uids_json
                            FROM weighbridge_links l JOIN weight_transactions t ON t.id = l.row_id
                            WHERE l.row_id > ? AND l.role IN ('primary', 'duplicate') ORDER BY l.row_id LIMIT ?
                            """, last, PAGE)
                    .map((row, context) -> new Seen(
                            row.getLong("row_id"),
                            row.getLong("row_fingerprint")
                                    == Fingerprint.of(row.getString("ts"), row.getString("uids_json"))))
                    .list();
            if (page.isEmpty()) {
                return false;
            }
            if (page.stream().anyMatch(seen -> !seen.same())) {
                return true;
            }
            last = page.get(page.size() - 1).row();
        }
    }

    private record Seen(long row, boolean same) {}
}
