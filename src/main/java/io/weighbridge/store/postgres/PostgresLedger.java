package io.weighbridge.store.postgres;

import io.weighbridge.store.Cell;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.RowStory;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.store.WeightCells;
import io.weighbridge.store.sql.Submission;
import io.weighbridge.weights.WeightFact;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * {@code weight_transactions} in a PostgreSQL store. Nobody else writes to it: every row is our own, and shows what is known
 * of its fact. A row that was deleted is not inserted again. Writes come from one thread.
 */
public final class PostgresLedger implements Ledger {

    private static final String INSERT =
            "INSERT INTO weight_transactions (" + String.join(", ", TableRow.COLUMNS) + ") VALUES ("
                    + TableRow.COLUMNS.stream().map(column -> ":" + column).collect(Collectors.joining(", ")) + ")";

    private static final String SHOW = """
            UPDATE weight_transactions
            SET weights_json = :weights_json, uids_json = :uids_json, total_weight = :total_weight, num_miners = :num_miners
            WHERE id = (SELECT row_id FROM weighbridge_links WHERE fact = :fact)
              AND (weights_json, uids_json) IS DISTINCT FROM (:weights_json, :uids_json)
            """;

    private static final String LINK = """
            INSERT INTO weighbridge_links (row_id, fact, tier, role, verdict, evidence)
            VALUES (?, ?, 'inserted', 'primary', 'inserted', 'our own row')
            """;

    private final PostgresDatabase database;

    private PostgresLedger(PostgresDatabase database) {
        this.database = database;
    }

    /** The table in the store; closing it leaves the store open. */
    public static PostgresLedger inStore(PostgresStore store) {
        return new PostgresLedger(store.database());
    }

    @Override
    public int insertMissing(List<StoredFact> facts) {
        List<Submission> submissions = Submission.among(facts);
        if (submissions.isEmpty()) {
            return 0;
        }
        return database.write("inserting rows", handle -> {
            Set<String> linked = linked(handle, submissions);
            int inserted = 0;
            for (Submission submission : submissions) {
                if (linked.add(submission.key())) {
                    insert(handle, submission);
                    inserted++;
                }
            }
            return inserted;
        });
    }

    private static Set<String> linked(Handle handle, List<Submission> submissions) {
        try (Query query = handle.createQuery("SELECT fact FROM weighbridge_links WHERE fact IN (<facts>)")) {
            return new HashSet<>(query.bindList(
                            "facts", submissions.stream().map(Submission::key).toList())
                    .mapTo(String.class)
                    .list());
        }
    }

    private static void insert(Handle handle, Submission submission) {
        try (Update insert = handle.createUpdate(INSERT)) {
            TableRow.COLUMNS.forEach(
                    column -> bind(insert, column, submission.cells().getOrDefault(column, Cell.Null.NULL)));
            long row =
                    insert.executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
            handle.execute(LINK, row, submission.key());
        }
    }

    @Override
    public int showOpened(List<StoredFact> commits, List<OpenedCommit> opened) {
        Map<String, OpenedCommit> byKey =
                opened.stream().collect(Collectors.toMap(OpenedCommit::key, Function.identity()));
        return database.write("showing revealed weights", handle -> {
            int changed = 0;
            for (StoredFact commit : commits) {
                if (commit.fact().kind() == WeightFact.Kind.COMMIT) {
                    changed += show(
                            handle,
                            commit.fact().key(),
                            Optional.ofNullable(byKey.get(commit.fact().key())));
                }
            }
            return changed;
        });
    }

    private static int show(Handle handle, String fact, Optional<OpenedCommit> opened) {
        Map<String, Cell> cells = opened.map(commit ->
                        WeightCells.of(commit.weights().uids(), commit.weights().values()))
                .orElse(WeightCells.none());
        try (Update update = handle.createUpdate(SHOW)) {
            WeightCells.COLUMNS.forEach(column -> bind(update, column, cells.getOrDefault(column, Cell.Null.NULL)));
            return update.bind("fact", fact).execute();
        }
    }

    private static void bind(Update update, String column, Cell cell) {
        if (cell instanceof Cell.Int number) {
            if (column.equals("success")) {
                update.bind(column, number.value() != 0);
            } else {
                update.bind(column, number.value());
            }
        } else if (cell instanceof Cell.Real number) {
            update.bind(column, number.value());
        } else if (cell instanceof Cell.Text text) {
            update.bind(column, text.value());
        } else {
            update.bind(column, (String) null);
        }
    }

    @Override
    public List<LedgerRow> rows(FactQuery query) {
        return database.read("reading rows", handle -> PostgresRows.list(handle, query));
    }

    @Override
    public Map<String, Long> countRows() {
        return counts("counting rows", """
                SELECT coalesce(l.tier, 'none') AS word, count(*) AS number
                FROM weight_transactions t LEFT JOIN weighbridge_links l ON l.row_id = t.id GROUP BY 1
                """);
    }

    @Override
    public Map<String, Long> countVerdicts() {
        return counts(
                "counting verdicts", "SELECT verdict AS word, count(*) AS number FROM weighbridge_links GROUP BY 1");
    }

    private Map<String, Long> counts(String doing, String sql) {
        return database.read(doing, handle -> {
            Map<String, Long> counts = new TreeMap<>();
            handle.createQuery(sql)
                    .map((row, context) -> counts.put(row.getString("word"), row.getLong("number")))
                    .list();
            return counts;
        });
    }

    /** None of the rows is a validator's. */
    @Override
    public Map<String, Long> countAgreement() {
        return Map.of();
    }

    @Override
    public Optional<RowStory> story(long row) {
        return database.read(
                "looking at a row's link",
                handle -> handle.select("SELECT role, evidence FROM weighbridge_links WHERE row_id = ?", row)
                        .map((found, context) -> new RowStory(
                                Tier.INSERTED.word(),
                                found.getString("role"),
                                found.getString("evidence"),
                                "",
                                List.of()))
                        .findFirst());
    }

    /** The store closes its connections. */
    @Override
    public void close() {}
}
