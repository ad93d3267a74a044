package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ForwardingSource;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.replay.Recording;
import io.weighbridge.source.replay.ReplaySource;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.testing.SharedData;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jumping through real runtimes' blocks finds what scanning finds, but for what it says that it cannot see. */
class JumpRecordedTest {

    @ParameterizedTest
    @ValueSource(strings = {"spec-103-119-143", "spec-218-293"})
    void findsWhatAScanFindsButForWhatOthersFailedAt(String name) {
        Recording recording = Recording.read(SharedData.path("recordings/" + name + ".jsonl.gz"));
        var tracked = new Tracked(
                Set.of(recording.chain().netuid()), Set.of(recording.chain().hotkey()));
        var range = new BlockRange(0, recording.last().number());
        var ingest = ingest(new Lenient(recording), tracked);

        List<WeightFact> scanned = facts(new Scan(ingest), range, recording);
        var jump = new Jump(ingest, ProofLevel.PROVED, List.of());
        List<WeightFact> jumped = facts(jump, range, recording);

        assertThat(scanned).containsAll(jumped);
        assertThat(scanned)
                .filteredOn(fact -> !jumped.contains(fact))
                .allMatch(fact -> !(fact.outcome() instanceof Outcome.Success))
                .allMatch(fact -> fact.origin() instanceof Origin.Signed signed
                        && !signed.signer().equals(recording.chain().hotkey()));
    }

    private static List<WeightFact> facts(Strategy strategy, BlockRange range, Recording recording) {
        return strategy.findings(range, recording.last()).toList().blockingGet().stream()
                .flatMap(finding -> ((Finding.Facts) finding).facts().stream())
                .toList();
    }

    private static Ingest ingest(ChainSource source, Tracked tracked) {
        var store = new MemoryStore();
        return Ingests.here(source, store, tracked);
    }

    /** A recording in which values that were not recorded are absent. */
    private static final class Lenient extends ForwardingSource {

        private final Recording recording;

        Lenient(Recording recording) {
            super(new ReplaySource(recording));
            this.recording = recording;
        }

        @Override
        public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
            return block(block)
                    .map(found -> keys.stream()
                            .map(key ->
                                    recording.storage(found.ref().number(), key).orElse(StorageValue.Absent.ABSENT))
                            .toList());
        }
    }
}
