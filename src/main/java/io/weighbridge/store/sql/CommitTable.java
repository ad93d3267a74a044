package io.weighbridge.store.sql;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.commit.CommitLedger;
import io.weighbridge.weights.commit.CommitLife;
import io.weighbridge.weights.commit.EffectiveCommit;
import io.weighbridge.weights.commit.EffectiveReveal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Commits and reveals in the table {@code facts}. What has become of a commit is worked out from the facts each time, as it
 * may change with every block; which commit a reveal opens is kept in {@code commit_fact_id}, where it is certain.
 */
final class CommitTable {

    private static final String OF_COMMITS = "kind <> 'set' AND outcome = 'success'";
    private static final String SELECT = """
            SELECT id, block_number, position, spec_version, kind, hotkey, netuid, mechanism_id, commit_hash, reveal_round,
              reveal_first_block, reveal_last_block, commit_fact_id, length(ciphertext) AS size,
              substr(ciphertext, CASE WHEN length(ciphertext) < 8 THEN 1 ELSE length(ciphertext) - 7 END) AS suite
            FROM facts WHERE\s""" + OF_COMMITS;
    private static final String ORDER = " ORDER BY hotkey, netuid, mechanism_id, block_number, id";
    private static final String OPENED = """
            SELECT r.id, c.block_number AS commit_block, c.block_hash AS commit_block_hash, c.position AS commit_position,
              r.uids_json, r.values_json, r.version_key
            FROM facts r JOIN facts c ON c.id = r.commit_fact_id
            WHERE r.commit_fact_id IS NOT NULL AND r.uids_json IS NOT NULL""";
    private static final String IN_ORDER_OF_REVEALS = " ORDER BY r.block_number, r.id";

    private static final RowMapper<OpenedCommit> OPENED_COMMIT = StoredRow.of("facts", "id", CommitTable::opened);

    private CommitTable() {}

    /** The commits of that choice in these blocks with their states, by hotkey and storage index, in chain order. */
    static List<StoredCommit> list(Handle handle, Tracked tracked, BlockRange blocks) {
        List<CoverageRow> coverage = CoverageTable.rows(handle);
        var commits = new ArrayList<StoredCommit>();
        // A reveal whose commit lies before what is read would take another commit: it is left out.
        long firstReveal = around(blocks, Store.LONGEST_WAIT).first();
        for (List<Line> history : histories(handle, tracked, around(blocks, 2 * Store.LONGEST_WAIT))) {
            Line any = history.get(0);
            AccountId hotkey = any.hotkey();
            RangeSet verified =
                    CoverageTable.of(coverage, new Tracked(Set.of(any.index().netuid()), Set.of(hotkey)));
            lives(history, firstReveal).stream()
                    .filter(life -> blocks.contains(life.commit().block()))
                    .forEach(life -> commits.add(new StoredCommit(hotkey, any.index(), life, life.state(verified))));
        }
        return commits;
    }

    /**
     * Sets {@code commit_fact_id} anew for whoever committed or revealed in these facts, as far around them as a reveal can
     * be from its commit. Gives the commits whose reveal was found, lost or exchanged.
     */
    static Set<Long> link(Handle handle, List<WeightFact> facts) {
        var turned = new HashSet<Long>();
        Map<AccountId, List<WeightFact>> touched = facts.stream()
                .filter(fact -> fact.kind() != WeightFact.Kind.SET)
                .collect(Collectors.groupingBy(WeightFact::hotkey));
        touched.forEach((hotkey, own) -> {
            Set<Netuid> netuids =
                    own.stream().map(fact -> fact.index().netuid()).collect(Collectors.toSet());
            var blocks = own.stream().mapToLong(fact -> fact.block().number()).summaryStatistics();
            var touchedBlocks = new BlockRange(blocks.getMin(), blocks.getMax());
            BlockRange near = around(touchedBlocks, Store.LONGEST_WAIT);
            BlockRange far = around(touchedBlocks, 2 * Store.LONGEST_WAIT);
            histories(handle, new Tracked(netuids, Set.of(hotkey)), far)
                    .forEach(history -> turned.addAll(update(handle, history, near)));
        });
        return turned;
    }

    private static BlockRange around(BlockRange range, long blocks) {
        long most = FactQuery.ALL_BLOCKS.last();
        return new BlockRange(
                Math.max(0, range.first() - blocks), range.last() > most - blocks ? most : range.last() + blocks);
    }

    private static Set<Long> update(Handle handle, List<Line> history, BlockRange near) {
        Map<Long, Long> certain = new HashMap<>();
        for (CommitLife life : lives(history, 0)) {
            if (life.revealedBy() != CommitLife.NONE && !life.ambiguous()) {
                certain.put(life.revealedBy(), life.commit().fact());
            }
        }
        var turned = new HashSet<Long>();
        for (Line line : history) {
            long commit = certain.getOrDefault(line.id(), CommitLife.NONE);
            if (commit != line.commitFact() && near.contains(line.block())) {
                handle.execute("UPDATE facts SET commit_fact_id = nullif(?, 0) WHERE id = ?", commit, line.id());
                turned.add(commit);
                turned.add(line.commitFact());
            }
        }
        turned.remove(CommitLife.NONE);
        return turned;
    }

    /** The commits that were certainly opened, with the weights that came into the open, in the order of the reveals. */
    static List<OpenedCommit> opened(Handle handle, Tracked tracked) {
        try (Query query = handle.createQuery(OPENED + where(tracked, "r.") + IN_ORDER_OF_REVEALS)) {
            return TrackedFilter.bind(query, tracked).map(OPENED_COMMIT).list();
        }
    }

    /** The same of those commits alone. */
    static List<OpenedCommit> opened(Handle handle, Set<Long> commits) {
        try (Query query = handle.createQuery(OPENED + " AND r.commit_fact_id IN (<commits>)" + IN_ORDER_OF_REVEALS)) {
            return query.bindList("commits", List.copyOf(commits))
                    .map(OPENED_COMMIT)
                    .list();
        }
    }

    private static OpenedCommit opened(StoredRow row) throws SQLException {
        return new OpenedCommit(
                new BlockRef(row.number("commit_block"), Hash.fromHex(row.text("commit_block_hash"))),
                new Position(row.text("commit_position")),
                FactReading.open(row));
    }

    private static List<List<Line>> histories(Handle handle, Tracked tracked, BlockRange blocks) {
        // A range that leaves nothing out would lead to the index of all facts, past the one of commits.
        boolean whole = blocks.equals(FactQuery.ALL_BLOCKS);
        String within = whole ? "" : " AND block_number BETWEEN :first AND :last";
        try (Query query = handle.createQuery(SELECT + within + where(tracked, "") + ORDER)) {
            if (!whole) {
                query.bind("first", blocks.first()).bind("last", blocks.last());
            }
            List<Line> lines = TrackedFilter.bind(query, tracked)
                    .map(StoredRow.of("facts", "id", CommitTable::line))
                    .list();
            var histories = new ArrayList<List<Line>>();
            for (Line line : lines) {
                if (histories.isEmpty()
                        || !histories.get(histories.size() - 1).get(0).isOfOneHistoryWith(line)) {
                    histories.add(new ArrayList<>());
                }
                histories.get(histories.size() - 1).add(line);
            }
            return histories;
        }
    }

    private static List<CommitLife> lives(List<Line> history, long firstReveal) {
        return CommitLedger.of(
                history.stream().flatMap(line -> line.commit().stream()).toList(),
                history.stream()
                        .filter(line -> line.block() >= firstReveal)
                        .flatMap(line -> line.reveal().stream())
                        .toList());
    }

    private static String where(Tracked tracked, String table) {
        return TrackedFilter.conditions(tracked, table).stream()
                .map(condition -> " AND " + condition)
                .collect(Collectors.joining());
    }

    private static Line line(StoredRow row) throws SQLException {
        return new Line(
                row.number("id"),
                row.number("block_number"),
                new Position(row.text("position")),
                row.small("spec_version"),
                FactReading.kind(row),
                AccountId.fromSs58(row.text("hotkey")),
                FactReading.index(row),
                row.someText("commit_hash").map(Hash::fromHex),
                row.has("reveal_round"),
                FactReading.window(row),
                row.numberOrZero("commit_fact_id"),
                isSound(row));
    }

    /** Whether the ciphertext has the form of one, as far as its size and its end tell; so has none at all. */
    private static boolean isSound(StoredRow row) throws SQLException {
        int size = row.has("size") ? row.small("size") : 0;
        return size == 0 || EffectiveCommit.isSound(size, Bytes.wrap(row.bytes("suite")));
    }

    /** What pairing needs of a fact, and no more: thousands are read at a time. */
    private record Line(
            long id,
            long block,
            Position position,
            int specVersion,
            WeightFact.Kind kind,
            AccountId hotkey,
            StorageIndex index,
            Optional<Hash> commitHash,
            boolean timelocked,
            RevealWindow window,
            long commitFact,
            boolean sound) {

        boolean isOfOneHistoryWith(Line other) {
            return hotkey.equals(other.hotkey) && index.equals(other.index);
        }

        Optional<EffectiveCommit> commit() {
            EffectiveCommit.Form form =
                    timelocked ? EffectiveCommit.Form.TIMELOCKED : EffectiveCommit.byHash(specVersion);
            return kind == WeightFact.Kind.COMMIT
                    ? commitHash.map(hash -> new EffectiveCommit(id, block, form, hash, window, sound))
                    : Optional.empty();
        }

        Optional<EffectiveReveal> reveal() {
            return switch (kind) {
                case AUTO_REVEAL -> Optional.of(new EffectiveReveal.ByChain(id, block));
                case REVEAL -> commitHash.map(hash -> EffectiveReveal.ByHotkey.of(id, block, hash, position));
                case SET, COMMIT -> Optional.empty();
            };
        }
    }
}
