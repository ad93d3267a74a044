package io.weighbridge.reconcile;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.reconcile.ChainFact.Content;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Cell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A chain and a validator that logs in every spelling, changes its mind, deletes rows and makes its table anew, all by seed.
 * The spacing is narrow and few weights are in use, so that doubt is common.
 */
final class RandomHistory {

    /** What a validator can do to its table. */
    interface Table {
        /** Inserts a row and tells its key. */
        long insert(Map<String, Cell> cells);

        void set(long id, String column, Cell value);

        void delete(long id);

        void recreate();
    }

    /** How long the validator may change its mind about a row, in blocks. */
    private static final int MIND = 300;

    private static final long START = 7_600_000;
    private static final Instant START_TIME = Instant.parse("2026-02-20T12:00:00Z");
    private static final List<Content.Open> WEIGHTS = List.of(
            new Content.Open(List.of(3, 7, 176), List.of(8738, 13107, 65535)),
            new Content.Open(List.of(3, 5, 176), List.of(100, 65535, 65535)),
            new Content.Open(List.of(9), List.of(65535)));

    private final Rules rules;
    private final Random random;
    private final int spacing;
    private final List<ChainFact> facts = new ArrayList<>();
    private final List<ChainFact> late = new ArrayList<>();
    private final List<Reveal> reveals = new ArrayList<>();
    private final Map<Long, List<Map<String, Cell>>> toBeLogged = new HashMap<>();
    /** The rows, and when they were logged. */
    private final TreeMap<Long, Long> rows = new TreeMap<>();

    private long head = START;
    private int submissions;

    /** A history in which submissions are about {@code spacing} blocks apart. */
    RandomHistory(Rules rules, long seed, int spacing) {
        this.rules = rules;
        this.random = new Random(seed);
        this.spacing = spacing;
    }

    Head head() {
        return new Head(head, RangeSet.of(new BlockRange(START - 1000, head)), BlockTimes.of(START, START_TIME));
    }

    /** What is finalized by now, in chain order. */
    ChainKnowledge chain() {
        List<ChainFact> known = facts.stream()
                .filter(fact -> fact.block().number() <= head)
                .sorted(Comparator.comparingLong(fact -> fact.block().number()))
                .toList();
        return new ChainKnowledge(known, reveals);
    }

    /** Lets time go on, and the validator work. */
    void goOn(Table table) {
        long until = head + 1 + random.nextInt(2 * spacing);
        while (head < until) {
            head++;
            if (random.nextInt(spacing) == 0) {
                submit();
            }
            for (Map<String, Cell> cells : toBeLogged.getOrDefault(head, List.of())) {
                rows.put(table.insert(cells), head);
            }
        }
        if (random.nextInt(4) == 0) {
            surprise(table);
        }
    }

    private void surprise(Table table) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> reveal();
            case 3, 4, 5, 6 -> changeItsMind(table);
            case 7, 8 -> {
                facts.addAll(late);
                late.clear();
            }
            case 9, 10 -> {
                if (!rows.isEmpty()) {
                    long oldest = rows.firstKey();
                    rows.remove(oldest);
                    table.delete(oldest);
                }
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    rows.clear();
                    table.recreate();
                }
            }
        }
    }

    private void changeItsMind(Table table) {
        List<Long> fresh = rows.entrySet().stream()
                .filter(row -> head - row.getValue() < MIND)
                .map(Map.Entry::getKey)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        long row = fresh.get(random.nextInt(fresh.size()));
        switch (random.nextInt(4)) {
            case 0 -> table.set(row, "error_message", new Cell.Text("said again " + head));
            case 1 -> table.set(row, "block_number", new Cell.Int(head));
            case 2 -> table.set(row, "iteration_count", new Cell.Real(0.5));
            default -> {
                if (!facts.isEmpty()) {
                    ChainFact any = facts.get(random.nextInt(facts.size()));
                    table.set(row, "transaction_hash", new Cell.Text(spelling(any)));
                }
            }
        }
    }

    private void reveal() {
        List<ChainFact> commits = facts.stream()
                .filter(fact -> fact.content() instanceof Content.Timelocked && fact.success())
                .toList();
        if (!commits.isEmpty()) {
            reveals.add(new Reveal(commits.get(random.nextInt(commits.size())).key(), anyWeights()));
        }
    }

    private Content.Open anyWeights() {
        return WEIGHTS.get(random.nextInt(WEIGHTS.size()));
    }

    private void submit() {
        Content.Open weights = anyWeights();
        boolean opaque = random.nextInt(4) == 0;
        boolean success = random.nextInt(6) > 0;
        long block = head + random.nextInt(4);
        ChainFact fact = fact(block, opaque ? new Content.Timelocked(block / 100) : weights, success);
        int fate = random.nextInt(10);
        if (fate > 0) {
            (fate == 1 ? late : facts).add(fact);
        }
        if (random.nextInt(8) > 0) {
            log(weights, fact, success);
        }
        if (random.nextInt(8) == 0) {
            log(weights, fact, success);
        }
    }

    private ChainFact fact(long block, Content content, boolean success) {
        int number = ++submissions;
        long bytes = random.nextInt(20) == 0 ? Math.max(1, number - 1) : number;
        return new ChainFact(
                "F" + number,
                new BlockRef(block, Hash.fromHex("%064x".formatted(block))),
                timeOf(block),
                number % 9,
                Hash.fromHex("%064x".formatted(1_000_000_000 + bytes)),
                rules.hotkey(),
                new StorageIndex(rules.netuid(), MechanismId.MAIN),
                content,
                success,
                success ? "" : "SubtensorModule.SettingWeightsTooFast");
    }

    private static Instant timeOf(long block) {
        return START_TIME.plusSeconds(12 * (block - START));
    }

    private void log(Content.Open weights, ChainFact fact, boolean success) {
        long at = head + random.nextInt(12);
        boolean saysSuccess = random.nextInt(8) == 0 ? !success : success;
        boolean bare = !saysSuccess || random.nextInt(6) == 0;
        var cells = new LinkedHashMap<String, Cell>();
        cells.put(
                "ts",
                new Cell.Text(timeOf(at).plusMillis(random.nextInt(12_000)).toString()));
        cells.put("block_number", block(at));
        cells.put("transaction_hash", hash(fact));
        cells.put(
                "netuid",
                new Cell.Int(random.nextInt(12) == 0 ? 31 : rules.netuid().value()));
        cells.put("success", success(saysSuccess));
        cells.put("weights_json", new Cell.Text(bare ? "{}" : json(weights)));
        cells.put("uids_json", new Cell.Text(weights.uids().toString()));
        cells.put("iteration_count", new Cell.Int(submissions));
        cells.put("error_message", saysSuccess ? Cell.Null.NULL : new Cell.Text("Failed to set weights"));
        cells.put("total_weight", bare ? Cell.Null.NULL : new Cell.Real(0.25));
        cells.put(
                "num_miners",
                bare ? Cell.Null.NULL : new Cell.Int(weights.uids().size()));
        toBeLogged
                .computeIfAbsent(Math.max(at, head + 1), block -> new ArrayList<>())
                .add(cells);
    }

    private Cell block(long at) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> Cell.Null.NULL;
            case 2 ->
                new Cell.Blob(Bytes.wrap(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(at)
                        .array()));
            default -> new Cell.Int(at);
        };
    }

    private Cell success(boolean value) {
        return switch (random.nextInt(6)) {
            case 0 -> new Cell.Text(value ? "True" : "False");
            case 1 -> new Cell.Blob(Bytes.wrap(new byte[] {(byte) (value ? 1 : 0)}));
            case 2 -> new Cell.Text("perhaps");
            default -> new Cell.Int(value ? 1 : 0);
        };
    }

    private Cell hash(ChainFact fact) {
        return switch (random.nextInt(8)) {
            case 0 -> Cell.Null.NULL;
            case 1 -> new Cell.Text(spelling(fact));
            case 2 -> new Cell.Text("Not waiting for finalization or inclusion.");
            case 3 -> new Cell.Text("done");
            case 4 ->
                fact.content() instanceof Content.Timelocked commit
                        ? new Cell.Text("reveal_round:" + commit.round())
                        : new Cell.Text("Success");
            default -> new Cell.Text("Success");
        };
    }

    private String spelling(ChainFact fact) {
        return switch (random.nextInt(5)) {
            case 0 -> fact.extrinsicHash().hex();
            case 1 -> "ExtrinsicReceipt<hash:" + fact.extrinsicHash().hex() + ">";
            case 2 -> fact.block().hash().hex();
            case 3 -> fact.block().number() + "-" + fact.extrinsicIndex();
            default -> fact.extrinsicHash().hex().substring(2).toUpperCase(Locale.ROOT);
        };
    }

    private static String json(Content.Open weights) {
        return weights.byUid().entrySet().stream()
                .map(weight -> "\"" + weight.getKey() + "\": " + weight.getValue() / 65535.0)
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
