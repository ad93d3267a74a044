package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.sqlite.LedgerOptions;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes everything back after random histories, in a real file: the validator's rows are what it wrote, byte by byte. */
class UndoPropertyTest {

    private static final Rules RULES =
            Rules.defaults(new Netuid(30), AccountId.fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));
    private static final int SEEDS = Integer.getInteger("weighbridge.test.seeds", 2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {10, 40, 200})
    void undoOfEverythingLeavesJustWhatTheValidatorWrote(int spacing) throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            takeEverythingBack(seed, spacing);
        }
    }

    private void takeEverythingBack(long seed, int spacing) throws Exception {
        String where = "seed " + seed + ", spacing " + spacing;
        Path file = folder.resolve("v" + spacing + "-" + seed + ".db");
        var random = new Random(seed);
        var history = new RandomHistory(RULES, seed, spacing);
        try (var table = new ValidatorTable(file);
                SqliteLedger ledger = open(file)) {
            var reconciling = new Reconciling(ledger, RULES);
            var runs = new ArrayList<Long>();
            for (int step = 0; step < 25; step++) {
                history.goOn(table);
                Reconciling.Result result = reconciling.run(history.head(), history.chain());
                runs.add(result.run());
                List<RowLink> links = result.state().links();
                if (!links.isEmpty() && random.nextInt(10) == 0) {
                    long row = links.get(random.nextInt(links.size())).row();
                    reconciling.undo(Set.of(row), history.chain());
                }
            }
            Collections.shuffle(runs, random);
            for (long run : runs) {
                reconciling.undo(ledger.rowsOfRun(run), history.chain());
            }
            assertThat(table.dump()).as(where).isEqualTo(table.dumpOfTheValidatorsWords());
            undoUntilNothingIsLeft(reconciling, history, where);
            assertThat(table.dump()).as(where + ", in the end").isEqualTo(table.dumpOfTheValidatorsWords());
        }
    }

    /** What was taken back may leave others a choice less; each round leaves fewer of them. */
    private static void undoUntilNothingIsLeft(Reconciling reconciling, RandomHistory history, String where) {
        for (int round = 0; round < 20; round++) {
            Reconciling.Result result = reconciling.run(history.head(), history.chain());
            if (result.changes() == 0) {
                return;
            }
            Set<Long> linked = result.state().links().stream().map(RowLink::row).collect(Collectors.toSet());
            reconciling.undo(linked, history.chain());
        }
        throw new AssertionError(where + ": there is always something new");
    }

    private SqliteLedger open(Path file) {
        SqliteOptions usual = SqliteOptions.DEFAULTS;
        var hasty = new SqliteOptions(usual.busyTimeout(), usual.clock(), pause -> {}, usual.listener());
        return SqliteLedger.inValidatorFile(file, new LedgerOptions(LedgerOptions.MissingTable.CREATE, folder, hasty));
    }
}
