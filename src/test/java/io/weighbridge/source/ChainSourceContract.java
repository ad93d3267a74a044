package io.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.testing.ScriptedChain;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every chain source does, given the same chain of which all is finalized. */
public abstract class ChainSourceContract {

    /** The chain that {@link #source()} serves. */
    protected static final ScriptedChain CHAIN = ScriptedChain.to(9);

    /** A source of {@link #CHAIN}; the subclass closes it. */
    protected abstract ChainSource source();

    private static Hash hash(long number) {
        return CHAIN.at(number).ref().hash();
    }

    @Test
    void tellsTheGenesisHash() {
        assertThat(source().genesisHash().blockingGet()).isEqualTo(hash(0));
    }

    @Test
    void tellsTheFinalizedHead() {
        assertThat(source().finalizedHead().blockingGet()).isEqualTo(CHAIN.at(9).ref());
    }

    @Test
    void headsBeginWithTheNewest() {
        assertThat(source().finalizedHeads().blockingFirst())
                .isEqualTo(CHAIN.at(9).ref());
    }

    @Test
    void tellsTheHashOfEachNumber() {
        for (RawBlock block : List.of(CHAIN.at(0), CHAIN.at(4), CHAIN.at(9))) {
            assertThat(source().blockHash(block.ref().number()).blockingGet())
                    .isEqualTo(block.ref().hash());
        }
    }

    @Test
    void hasNoHashBeyondTheEnd() {
        assertThat(source().blockHash(10).isEmpty().blockingGet()).isTrue();
    }

    @Test
    void givesHeaders() {
        assertThat(source().header(hash(3)).blockingGet()).isEqualTo(CHAIN.at(3).header());
    }

    @Test
    void givesBlocksWithTheirExtrinsicsInOrder() {
        assertThat(source().block(hash(3)).blockingGet()).isEqualTo(CHAIN.at(3));
    }

    @Test
    void givesTheGenesisBlock() {
        assertThat(source().block(hash(0)).blockingGet().ref())
                .isEqualTo(CHAIN.at(0).ref());
    }

    @Test
    void failsForAnUnknownBlock() {
        Hash unknown = Hash.fromHex("0x" + "12".repeat(Hash.SIZE));
        assertThatThrownBy(() -> source().block(unknown).blockingGet())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("12121212");
        assertThatThrownBy(() -> source().header(unknown).blockingGet()).isInstanceOf(SourceException.class);
    }

    @Test
    void givesStorageValuesInTheOrderOfTheKeys() {
        assertThat(source().storage(hash(7), List.of(ScriptedChain.EMPTY_KEY, ScriptedChain.KEY, ScriptedChain.KEY))
                        .blockingGet())
                .containsExactly(
                        StorageValue.Absent.ABSENT,
                        CHAIN.storage(7, ScriptedChain.KEY),
                        CHAIN.storage(7, ScriptedChain.KEY));
    }

    @Test
    void givesOneStorageValue() {
        assertThat(source().storage(hash(2), List.of(ScriptedChain.KEY)).blockingGet())
                .containsExactly(CHAIN.storage(2, ScriptedChain.KEY));
    }

    @Test
    void givesNoValuesForNoKeys() {
        assertThat(source().storage(hash(2), List.of()).blockingGet()).isEmpty();
    }

    @Test
    void tellsTheRuntimeOfTheStateAfterABlock() {
        assertThat(source().runtimeVersion(hash(ScriptedChain.UPGRADE - 1)).blockingGet())
                .isEqualTo(new RuntimeVersion("node-subtensor", 200, 1, 1));
        assertThat(source().runtimeVersion(hash(ScriptedChain.UPGRADE))
                        .blockingGet()
                        .specVersion())
                .isEqualTo(201);
    }

    @Test
    void givesTheMetadataOfTheStateAfterABlock() {
        assertThat(source().metadata(hash(ScriptedChain.UPGRADE)).blockingGet())
                .isEqualTo(CHAIN.metadata(ScriptedChain.UPGRADE));
    }
}
