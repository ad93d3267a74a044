package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.Cell;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table {@code weight_transactions} in memory, with everything that is remembered about it. */
final class MemoryLedger implements LedgerSnapshot, RandomHistory.Table {

    private final TreeMap<Long, TableRow> rows = new TreeMap<>();
    private final TreeMap<Long, RowLink> links = new TreeMap<>();
    private final Set<String> buried = new LinkedHashSet<>();
    private final Set<Long> suppressedRows = new LinkedHashSet<>();
    private final Set<String> suppressedFacts = new LinkedHashSet<>();
    private final List<Fill> fills = new ArrayList<>();
    private final Set<Long> said = new LinkedHashSet<>();
    private long highestKey;

    void insert(long id, Map<String, Cell> cells) {
        var all = new LinkedHashMap<String, Cell>();
        TableRow.COLUMNS.forEach(column -> all.put(column, cells.getOrDefault(column, Cell.Null.NULL)));
        rows.put(id, new TableRow(id, all));
        highestKey = Math.max(highestKey, id);
    }

    private TableRow row(long id) {
        return Objects.requireNonNull(rows.get(id), () -> "no row " + id);
    }

    @Override
    public long insert(Map<String, Cell> cells) {
        insert(highestKey + 1, cells);
        return highestKey;
    }

    @Override
    public void set(long id, String column, Cell value) {
        rows.put(id, row(id).with(column, value));
    }

    @Override
    public void delete(long id) {
        rows.remove(id);
    }

    @Override
    public void recreate() {
        rows.clear();
        said.clear();
        highestKey = 0;
    }

    /** The same links under other keys of rows. */
    MemoryLedger renumbered(Map<Long, Long> keys) {
        var other = new MemoryLedger();
        links.values()
                .forEach(link -> other.links.put(
                        keys.getOrDefault(link.row(), -link.row()),
                        new RowLink(
                                keys.getOrDefault(link.row(), -link.row()),
                                link.fact(),
                                link.tier(),
                                link.role(),
                                link.flags(),
                                link.evidence(),
                                link.fingerprint())));
        return other;
    }

    /** Something was said of every row. */
    void noteAll() {
        said.addAll(rows.keySet());
    }

    /** A part of the table, as {@code EditableLedger.snapshot(LedgerScope)} tells it. */
    Optional<LedgerSnapshot> part(LedgerScope scope) {
        var keys = new TreeSet<Long>(scope.rows());
        links.values().stream()
                .filter(link -> scope.facts().contains(link.fact()))
                .forEach(link -> keys.add(link.row()));
        rows.keySet().stream()
                .filter(row -> !said.contains(row) && !links.containsKey(row))
                .forEach(keys::add);
        if (!links.isEmpty()) {
            keys.addAll(List.of(links.firstKey(), links.lastKey()));
        }
        boolean strange = links.values().stream()
                .anyMatch(link -> link.row() > highestKey
                        || !rows.containsKey(link.row())
                        || (keys.contains(link.row()) && row(link.row()).fingerprint() != link.fingerprint()));
        boolean shorter = said.stream().anyMatch(row -> !rows.containsKey(row) && !suppressedRows.contains(row));
        return strange || shorter ? Optional.empty() : Optional.of(new Part(this, scope, keys));
    }

    private record Part(MemoryLedger all, LedgerScope scope, Set<Long> keys) implements LedgerSnapshot {

        @Override
        public List<TableRow> rows() {
            return all.rows().stream().filter(row -> keys.contains(row.id())).toList();
        }

        @Override
        public Set<String> columns() {
            return all.columns();
        }

        @Override
        public Set<String> demanded() {
            return all.demanded();
        }

        @Override
        public List<RowLink> links() {
            return all.links().stream()
                    .filter(link -> keys.contains(link.row()))
                    .toList();
        }

        @Override
        public Set<String> buried() {
            return all.buried().stream().filter(scope.facts()::contains).collect(Collectors.toSet());
        }

        @Override
        public Set<Long> suppressedRows() {
            return all.suppressedRows().stream().filter(keys::contains).collect(Collectors.toSet());
        }

        @Override
        public Set<String> suppressedFacts() {
            return all.suppressedFacts().stream()
                    .filter(scope.facts()::contains)
                    .collect(Collectors.toSet());
        }

        @Override
        public List<Fill> fills() {
            return all.fills().stream()
                    .filter(fill -> keys.contains(fill.row()))
                    .toList();
        }

        @Override
        public OptionalLong highestKey() {
            return all.highestKey();
        }
    }

    /** Makes the changes and counts them. */
    int apply(List<List<LedgerChange>> steps) {
        int changes = 0;
        for (List<LedgerChange> step : steps) {
            for (LedgerChange change : step) {
                apply(change);
                changes++;
            }
        }
        return changes;
    }

    private void apply(LedgerChange change) {
        if (change instanceof LedgerChange.Write write) {
            Fill fill = write.fill();
            assertThat(row(fill.row()).cell(fill.column())).isEqualTo(fill.before());
            set(fill.row(), fill.column(), fill.after());
            fills.add(fill);
        } else if (change instanceof LedgerChange.TakeBack back) {
            set(back.fill().row(), back.fill().column(), back.fill().before());
            fills.remove(back.fill());
        } else if (change instanceof LedgerChange.Insert insert) {
            insert(highestKey + 1, insert.cells());
            insert.revealed().forEach((column, cell) -> {
                Cell before = row(highestKey).cell(column);
                set(highestKey, column, cell);
                fills.add(new Fill(highestKey, column, before, cell, Tier.INSERTED, insert.fact()));
            });
            TableRow row = row(highestKey);
            links.put(
                    highestKey,
                    new RowLink(
                            highestKey,
                            insert.fact(),
                            Tier.INSERTED,
                            RowLink.Role.PRIMARY,
                            Map.of(),
                            "our own row",
                            row.fingerprint()));
        } else if (change instanceof LedgerChange.Delete delete) {
            rows.remove(delete.row().id());
            links.remove(delete.row().id());
            fills.removeIf(fill -> fill.row() == delete.row().id());
        } else if (change instanceof LedgerChange.PutLink put) {
            links.put(put.link().row(), put.link());
        } else if (change instanceof LedgerChange.DropLink drop) {
            links.remove(drop.row());
            said.remove(drop.row());
            fills.removeIf(fill -> fill.row() == drop.row());
        } else if (change instanceof LedgerChange.Bury bury) {
            buried.add(bury.fact());
        } else if (change instanceof LedgerChange.Suppress suppress) {
            suppressedRows.add(suppress.row());
            suppressedFacts.add(suppress.fact());
        } else {
            links.clear();
            said.clear();
            fills.clear();
            buried.clear();
            suppressedRows.clear();
        }
    }

    @Override
    public List<TableRow> rows() {
        return List.copyOf(rows.values());
    }

    @Override
    public Set<String> columns() {
        return Set.copyOf(TableRow.COLUMNS);
    }

    @Override
    public Set<String> demanded() {
        return Set.of("ts", "netuid", "success", "weights_json", "uids_json");
    }

    @Override
    public List<RowLink> links() {
        return List.copyOf(links.values());
    }

    @Override
    public Set<String> buried() {
        return Set.copyOf(buried);
    }

    @Override
    public Set<Long> suppressedRows() {
        return Set.copyOf(suppressedRows);
    }

    @Override
    public Set<String> suppressedFacts() {
        return Set.copyOf(suppressedFacts);
    }

    @Override
    public List<Fill> fills() {
        return List.copyOf(fills);
    }

    @Override
    public OptionalLong highestKey() {
        return OptionalLong.of(highestKey);
    }
}
