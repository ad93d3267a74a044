package io.weighbridge.store.sqlite;

import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.sql.Json;
import io.weighbridge.store.sql.StoredRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads some rows and what is remembered about them; to be called inside one transaction. Of the other rows it reads no more
 * than the keys.
 */
final class LedgerPart {

    private final Handle handle;

    private LedgerPart(Handle handle) {
        this.handle = handle;
    }

    /** The part; empty where it would not tell the truth. */
    static Optional<LedgerSnapshot> of(Handle handle, WeightTable table, LedgerScope scope) {
        var part = new LedgerPart(handle);
        OptionalLong sequence = Links.sequence(handle);
        return part.hasEveryRow(sequence) ? part.read(table, scope, sequence) : Optional.empty();
    }

    /** Whether every row that something was said of is there, as far as keys tell. */
    private boolean hasEveryRow(OptionalLong sequence) {
        return handle.select("""
                        SELECT count(t.id) = count(l.row_id)
                           AND coalesce(max(CASE WHEN l.role <> 'none' THEN l.row_id END), 0) <= ?
                        FROM weighbridge_links l LEFT JOIN weight_transactions t ON t.id = l.row_id
                        WHERE l.role IN ('primary', 'duplicate', 'none')
                        """, sequence.orElse(Long.MAX_VALUE))
                .mapTo(Boolean.class)
                .one();
    }

    private Optional<LedgerSnapshot> read(WeightTable table, LedgerScope scope, OptionalLong sequence) {
        List<TableRow> rows = rows(table, scope);
        Map<Long, TableRow> byKey = rows.stream().collect(Collectors.toMap(TableRow::id, Function.identity()));
        List<RowLink> links = among(byKey.keySet(), "SELECT " + LedgerReading.LINK + """
                 FROM weighbridge_links
                WHERE role IN ('primary', 'duplicate') AND row_id IN (SELECT value FROM json_each(?)) ORDER BY row_id
                """, LedgerReading.LINKS);
        if (links.stream().anyMatch(link -> isStranger(byKey.get(link.row()), link))) {
            return Optional.empty();
        }
        return Optional.of(new LedgerReading.Read(
                rows,
                table.names(),
                table.demanded(),
                links,
                facts("tombstone", scope),
                Set.copyOf(among(byKey.keySet(), """
                        SELECT row_id FROM weighbridge_links
                        WHERE role = 'suppressed' AND row_id IN (SELECT value FROM json_each(?))
                        """, (row, context) -> row.getLong(1))),
                facts("suppressed", scope),
                among(byKey.keySet(), "SELECT " + LedgerReading.FILL + """
                         FROM weighbridge_fills
                        WHERE taken_back IS NULL AND row_id IN (SELECT value FROM json_each(?)) ORDER BY id
                        """, LedgerReading.FILLS),
                sequence));
    }

    private static boolean isStranger(@Nullable TableRow row, RowLink link) {
        return row == null || row.fingerprint() != link.fingerprint();
    }

    /** The rows of the scope, those that nothing was said of, and the oldest and the newest that have a fact. */
    private List<TableRow> rows(WeightTable table, LedgerScope scope) {
        String sql = "SELECT " + table.selection() + """
                 FROM weight_transactions WHERE id IN (
                  SELECT value FROM json_each(?)
                  UNION SELECT row_id FROM weighbridge_links WHERE fact IN (SELECT value FROM json_each(?))
                  UNION SELECT min(row_id) FROM weighbridge_links WHERE role IN ('primary', 'duplicate')
                  UNION SELECT max(row_id) FROM weighbridge_links WHERE role IN ('primary', 'duplicate')
                  UNION SELECT t.id FROM weight_transactions t LEFT JOIN weighbridge_links l ON l.row_id = t.id
                        WHERE l.id IS NULL)
                ORDER BY id
                """;
        return handle.select(sql, Json.of(scope.rows()), Json.of(scope.facts()))
                .map(LedgerReading.rowsOf(table))
                .list();
    }

    private Set<String> facts(String role, LedgerScope scope) {
        String sql = "SELECT fact FROM weighbridge_links WHERE role = '" + role
                + "' AND fact IN (SELECT value FROM json_each(?))";
        return Set.copyOf(
                among(scope.facts(), sql, StoredRow.of("weighbridge_links", "fact", row -> row.text("fact"))));
    }

    private <T> List<T> among(Collection<?> wanted, String sql, RowMapper<T> mapper) {
        return handle.select(sql, Json.of(wanted)).map(mapper).list();
    }
}
