package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Deed;
import io.weighbridge.devnet.pallet.Ending;
import io.weighbridge.store.sqlite.ValidatorDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code follow} beside a validator that commits, from a node over a socket to the rows: the weights come into a row with
 * the block in which the chain reveals them, and nobody has to run anything for it.
 */
class FollowCommitsTest {

    /** After so many blocks a match with a validator's row has settled: more than 900 s. */
    private static final int SETTLING = 80;

    /** The end of a commit that the chain will reveal: the same chain, further on, tells it. */
    private static Ending ending;

    private static Act reveal;

    @TempDir
    private Path home;

    /** The node, a few blocks before the commit. */
    private CommittingValidator validator;

    @BeforeAll
    static void lookAhead() {
        try (var future = CommittingValidator.start(300)) {
            ending = future.clearlyRevealed().get(2);
            reveal = future.revealOf(ending);
        }
    }

    @BeforeEach
    void startNode() {
        validator = CommittingValidator.start(ending.committed() - 10);
    }

    @AfterEach
    void stopNode() {
        validator.close();
    }

    @Test
    void aRowGetsItsWeightsWithTheBlockThatRevealsThem() {
        try (Following following = follow(List.of())) {
            finalizeTo(ending.committed());
            awaitWeights("{}");

            finalizeTo(ending.block());
            awaitWeights(revealed());
            assertThat(following.exit).isNotDone();
        }
    }

    @Test
    void aCommitThatWasStoredBeforeARestartIsOpenedAfterIt() {
        try (Following first = follow(List.of())) {
            finalizeTo(ending.committed());
            awaitWeights("{}");
            assertThat(first.exit).isNotDone();
        }

        finalizeTo(ending.block());
        assertThat(weights()).containsExactly("{}");
        try (Following second = follow(List.of())) {
            awaitWeights(revealed());
            assertThat(second.exit).isNotDone();
        }
    }

    @Test
    void theValidatorsOwnRowIsVerifiedByTheReveal() {
        ValidatorDatabase database = ValidatorDatabase.create(home.resolve("validator.db"));
        database.run(ValidatorDatabase.WEIGHTS);
        try (Following following =
                follow(List.of("--db", home.resolve("validator.db").toString()))) {
            finalizeTo(ending.committed());
            log(database);
            finalizeTo(ending.committed() + SETTLING);

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(database.ask("""
                                    SELECT l.tier, l.flags, w.transaction_hash LIKE '0x%%' FROM weight_transactions w
                                    JOIN weighbridge_links l ON l.row_id = w.id WHERE w.block_number = %d""".formatted(ending.committed())))
                            .containsExactly("round|weights_verified=true|1"));
            assertThat(following.exit).isNotDone();
        }
    }

    /** The validator writes down what it committed. */
    private void log(ValidatorDatabase database) {
        long round = validator.mine().stream()
                .filter(act -> act.block() == ending.committed())
                .map(Act::deed)
                .filter(Deed.TimelockedCommit.class::isInstance)
                .mapToLong(deed -> ((Deed.TimelockedCommit) deed).round())
                .findFirst()
                .orElseThrow();
        database.runOne("INSERT INTO weight_transactions (ts, block_number, transaction_hash, netuid, success,"
                + " weights_json, uids_json) VALUES ('2026-01-01T00:00:00Z', " + ending.committed() + ", 'reveal_round:"
                + round + "', " + CommittingValidator.NETUID + ", 1, '" + revealed() + "', '" + reveal.uids() + "')");
    }

    private void finalizeTo(long block) {
        while (validator.node().finalizedNumber() < block) {
            validator.node().produce();
        }
    }

    /** What the row of the commit holds in the end: each weight's share of the whole. */
    private static String revealed() {
        double sum = reveal.values().stream().mapToInt(Integer::intValue).sum();
        return IntStream.range(0, reveal.uids().size())
                .mapToObj(at ->
                        "\"" + reveal.uids().get(at) + "\": " + reveal.values().get(at) / sum)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private void awaitWeights(String expected) {
        // Until the store is there it cannot be asked.
        await().ignoreExceptions().untilAsserted(() -> assertThat(weights()).containsExactly(expected));
    }

    /** What our own row of the commit holds. */
    private List<String> weights() {
        return ValidatorDatabase.at(home.resolve("w.db"))
                .ask("SELECT weights_json FROM weight_transactions WHERE success = 1 AND netuid = "
                        + CommittingValidator.NETUID + " AND block_number = " + ending.committed());
    }

    private Following follow(List<String> more) {
        var arguments = new ArrayList<>(List.of("follow", "--from", "1", "--http", "off"));
        arguments.addAll(List.of("--netuid", String.valueOf(CommittingValidator.NETUID)));
        arguments.addAll(List.of("--hotkey", validator.node().trackedHotkey().ss58()));
        arguments.addAll(List.of("--store", home.resolve("w.db").toString()));
        arguments.addAll(List.of("--endpoint", validator.node().uri().toString()));
        arguments.addAll(more);
        return Following.start(new CapturedConsole(home), arguments);
    }

    /** The command at work in a thread of its own, ended as by a signal. */
    private record Following(Interruption interruption, CompletableFuture<Integer> exit) implements AutoCloseable {

        static Following start(CapturedConsole console, List<String> arguments) {
            var interruption = Interruption.never();
            return new Following(
                    interruption,
                    CompletableFuture.supplyAsync(
                            () -> console.run(interruption, Map.of(), arguments.toArray(String[]::new))));
        }

        @Override
        public void close() {
            interruption.interrupt();
            assertThat(exit.join()).isZero();
        }
    }
}
