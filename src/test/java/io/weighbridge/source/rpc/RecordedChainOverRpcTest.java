package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.replay.Recording;
import io.weighbridge.source.replay.ReplaySource;
import io.weighbridge.testing.FakeChain;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.SharedData;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real chain through a real socket: the same as from the file. */
class RecordedChainOverRpcTest {

    private final Recording recording = Recording.read(SharedData.path("recordings/spec-218-293.jsonl.gz"));
    private final FakeNode node = FakeNode.serving(FakeChain.of(recording), 0);
    private final RpcSource source =
            RpcSource.of(TestSources.options(node).withTrustBodies(true), io.weighbridge.source.SourceListener.NONE);

    @AfterEach
    void close() {
        source.close();
        node.close();
    }

    @Test
    void everyBlockComesAsItWasRecorded() {
        node.finalizeTo(recording.last().number());
        List<RawBlock> blocks = Flowable.rangeLong(0, recording.blocks().size())
                .concatMapEager(
                        number -> source.blockHash(number)
                                .flatMapSingle(source::block)
                                .toFlowable(),
                        32,
                        1)
                .toList()
                .blockingGet();
        assertThat(blocks).isEqualTo(recording.blocks());
    }

    @Test
    void storageMetadataAndVersionsComeAsTheyWereRecorded() {
        node.finalizeTo(recording.last().number());
        var replay = new ReplaySource(recording);
        for (long number : new long[] {0, 1, 700, recording.last().number()}) {
            var block = recording.block(number).orElseThrow().ref().hash();
            var keys = List.copyOf(recording.runtime(number).keys().values());
            assertThat(source.storage(block, keys).blockingGet())
                    .isEqualTo(replay.storage(block, keys).blockingGet());
            assertThat(source.metadata(block).blockingGet())
                    .isEqualTo(replay.metadata(block).blockingGet());
            assertThat(source.runtimeVersion(block).blockingGet())
                    .isEqualTo(replay.runtimeVersion(block).blockingGet());
        }
    }

    @Test
    void theHeadOfATrustedChainThatHasOnlyItsGenesisIsThatGenesis() {
        assertThat(source.finalizedHeads().blockingFirst())
                .isEqualTo(recording.block(0).orElseThrow().ref());
        assertThat(source.finalizedHead().blockingGet())
                .isEqualTo(recording.block(0).orElseThrow().ref());
    }

    @Test
    void withoutTrustItsBodiesAreRefusedAndTheOptionIsNamed() {
        node.finalizeTo(5);
        try (RpcSource strict = RpcSource.of(TestSources.options(node), io.weighbridge.source.SourceListener.NONE)) {
            var block = recording.block(3).orElseThrow().ref().hash();
            assertThatThrownBy(() -> strict.block(block).blockingGet())
                    .isInstanceOf(SourceException.Untrusted.class)
                    .hasMessageContaining("--trust-endpoint");
        }
    }
}
