package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u64;
import static io.weighbridge.testing.Encoded.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Runtimes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When commits of Alice on netuid 30 can be revealed, worked out by hand from the pallet's formulas. */
class RevealWindowsTest {

    private static final int NETUID = 30;
    private static final RevealWindow UNKNOWN = RevealWindow.Unknown.UNKNOWN;

    private final Map<String, Bytes> state = new HashMap<>();

    @Test
    void theOldestCommitsOpenInTheIntervalAfterTheirs() {
        assertThat(hashCommit("finney-spec-165-v15", 1234)).isEqualTo(new RevealWindow.Blocks(2000, 2999));

        state.put("WeightCommitRevealInterval", u64(100));
        assertThat(hashCommit("finney-spec-165-v15", 1234)).isEqualTo(new RevealWindow.Blocks(1300, 1399));
    }

    @ParameterizedTest
    @ValueSource(strings = {"finney-spec-208-v14", "finney-spec-306-v15", "finney-spec-393-v16"})
    void theQueueOfHashCommitsTellsTheWindow(String runtime) {
        state.put(
                "WeightCommits",
                items(
                        Bytes.concat(Bytes.fromHex("cd".repeat(32)), u64(1200), u64(1250), u64(1270)),
                        Bytes.concat(Samples.HASH, u64(1234), u64(1300), u64(1320))));

        assertThat(hashCommit(runtime, 1234)).isEqualTo(new RevealWindow.Blocks(1300, 1320));
    }

    @Test
    void aHashCommitThatIsNoLongerInTheQueueHasNoWindow() {
        assertThat(hashCommit("finney-spec-208-v14", 1234)).isEqualTo(UNKNOWN);
    }

    /** Tempo 20: (437 + 31) div 21 = 22, whose last block is 451; the epoch runs there, so what comes in it counts to 23. */
    @ParameterizedTest
    @CsvSource({"437, 1, 451", "450, 1, 451", "451, 1, 472", "452, 1, 472", "437, 3, 493"})
    void untilSpec300TheChainRevealsOnlyWhereTheEpochRuns(long block, int period, long reveal) {
        subnet(20, period);

        assertThat(timelocked("finney-spec-233-v15", block)).isEqualTo(new RevealWindow.Blocks(reveal, reveal));
    }

    /** Tempo 360: (5000 + 31) div 361 = 13; epoch 14 is blocks 5023 to 5383. */
    @ParameterizedTest
    @CsvSource({"5000, 1, 5023, 5383", "5000, 2, 5384, 5744", "5021, 1, 5023, 5383", "5022, 1, 5384, 5744"})
    void fromSpec301TheChainRevealsInEveryBlockOfTheEpoch(long block, int period, long first, long last) {
        subnet(360, period);
        var window = new RevealWindow.Blocks(first, last);

        assertThat(timelocked("localnet-spec-301-v15", block)).isEqualTo(window);
        assertThat(timelocked("finney-spec-306-v15", block)).isEqualTo(window);
        assertThat(timelocked("finney-spec-393-v16", block)).isEqualTo(window);
    }

    @Test
    void fromSpec423EpochsFollowTheLastOneThatRan() {
        subnet(360, 1);
        state.put("LastEpochBlock", u64(4900));

        assertThat(timelocked("finney-spec-424-v16", 5000)).isEqualTo(new RevealWindow.Blocks(5260, 5619));
        assertThat(hashCommit("finney-spec-424-v16", 5000)).isEqualTo(new RevealWindow.Blocks(5260, 5619));
    }

    @Test
    void whereAnEpochIsDueButDeferredTheNextOneBeginsLater() {
        subnet(360, 1);
        state.put("LastEpochBlock", u64(4600));

        assertThat(timelocked("finney-spec-424-v16", 5000)).isEqualTo(new RevealWindow.Blocks(5360, 5719));
    }

    @Test
    void withoutATempoNothingIsClaimed() {
        assertThat(timelocked("finney-spec-393-v16", 5000)).isEqualTo(UNKNOWN);
        assertThat(timelocked("finney-spec-424-v16", 5000)).isEqualTo(UNKNOWN);
        assertThat(hashCommit("finney-spec-424-v16", 5000)).isEqualTo(UNKNOWN);
    }

    @Test
    void aFailedCommitAsksForNothing() {
        Runtime runtime = Runtimes.of("finney-spec-393-v16");
        var block = new ChainBlock(runtime);
        block.signed(Wrapping.ALICE, block.call("SubtensorModule", "commit_weights", u16(NETUID), Samples.HASH))
                .failed(block.error("SubtensorModule", "CommittingWeightsTooFast"));
        var reading = (Reading.Complete) read(block, block.raw(), Map.of());

        assertThat(reading.facts()).hasSize(1);
        assertThat(reading.welcome()).isEmpty();
    }

    private void subnet(int tempo, int period) {
        state.put("Tempo", u16(tempo));
        state.put("RevealPeriodEpochs", u64(period));
    }

    private RevealWindow hashCommit(String runtime, long number) {
        var block = new ChainBlock(Runtimes.of(runtime));
        block.signed(Wrapping.ALICE, block.call("SubtensorModule", "commit_weights", u16(NETUID), Samples.HASH))
                .succeeded();
        return ((Payload.HashCommit) committed(block, number)).window();
    }

    private RevealWindow timelocked(String runtime, long number) {
        var block = new ChainBlock(Runtimes.of(runtime));
        String call = block.hasCall("SubtensorModule", "commit_timelocked_weights")
                ? "commit_timelocked_weights"
                : "commit_crv3_weights";
        block.signed(
                        Wrapping.ALICE,
                        block.call("SubtensorModule", call, u16(NETUID), vector(Samples.CIPHERTEXT), u64(1000)))
                .succeeded();
        return ((Payload.TimelockedCommit) committed(block, number)).window();
    }

    /** Gives what is welcome, as a node would, and reads again. */
    private Payload committed(ChainBlock block, long number) {
        Header header = block.raw().header();
        var moved =
                new Header(header.parentHash(), number, header.stateRoot(), header.extrinsicsRoot(), header.digest());
        var raw = new RawBlock(moved.ref(), moved, block.raw().extrinsics());
        Map<Bytes, String> names = new HashMap<>();
        for (String item :
                new String[] {"Tempo", "RevealPeriodEpochs", "LastEpochBlock", "WeightCommitRevealInterval"}) {
            storage(block, item).ifPresent(entry -> names.put(entry.key(new Value.Int(NETUID)), item));
        }
        storage(block, "WeightCommits")
                .ifPresent(entry -> names.put(
                        entry.key(new Value.Int(NETUID), new Value.Account(Wrapping.ALICE)), "WeightCommits"));
        Map<Bytes, Optional<Bytes>> known = new HashMap<>();
        var reading = (Reading.Complete) read(block, raw, known);
        assertThat(reading.welcome())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(names).containsKey(key));
        reading.welcome().forEach(key -> known.put(key, Optional.ofNullable(state.get(names.get(key)))));
        var again = (Reading.Complete) read(block, raw, known);
        assertThat(again.facts()).hasSize(1);
        assertThat(again.welcome()).isEmpty();
        return again.facts().get(0).payload();
    }

    private static Optional<Runtime.Storage> storage(ChainBlock block, String item) {
        return block.runtime().storage("SubtensorModule", item);
    }

    private static Reading read(ChainBlock block, RawBlock raw, Map<Bytes, Optional<Bytes>> known) {
        return new WeightReader(Tracked.EVERYTHING).read(raw, block.runtime(), block.events(), known);
    }
}
