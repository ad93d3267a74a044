package io.weighbridge.store;

import static io.weighbridge.store.FactSamples.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.Store.SpecRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Any {@link Store} belongs to one chain, and knows its runtimes and the blocks that could not be read. */
public abstract class ChainContract extends StoreContract {

    @Test
    void anotherChainIsRefusedAndNothingChanges() {
        store.bindGenesis(hash("finney"));
        store.bindGenesis(hash("finney"));

        assertThatThrownBy(() -> store.bindGenesis(hash("test")))
                .isInstanceOf(StoreException.ForeignChain.class)
                .hasMessageContaining(hash("finney").hex())
                .hasMessageContaining(hash("test").hex())
                .hasMessageContaining("--store");
        reopen();
        assertThat(store.genesis()).contains(hash("finney"));
    }

    @Test
    void aNewStoreBelongsToNoChain() {
        assertThat(store.genesis()).isEmpty();
    }

    @Test
    void parkedBlocksCountTheirAttemptsUntilTheyAreReadable() {
        Instant first = Instant.parse("2026-02-20T12:00:00.123Z");
        store.park(9, "no metadata", first);
        store.park(7, "bad length", first);
        store.park(9, "node is gone", first.plusSeconds(1));
        store.unpark(7);

        assertThat(store.parkedBlocks()).containsExactly(new ParkedBlock(9, "node is gone", 2, first.plusSeconds(1)));
    }

    @Test
    void metadataIsKeptOnce() {
        Bytes metadata = Bytes.copyOf(new byte[100_000]);
        store.saveMetadata(293, metadata);
        store.saveMetadata(293, Bytes.EMPTY);

        assertThat(store.metadata(293)).contains(metadata);
        assertThat(store.metadata(294)).isEmpty();
    }

    @Test
    void theBlocksOfARuntimeMergeWhereTheyTouchAndOnlyThere() {
        store.saveSpecRange(293, new BlockRange(500, 500));
        store.saveSpecRange(218, new BlockRange(1, 10));
        store.saveSpecRange(293, new BlockRange(450, 460));
        store.saveSpecRange(293, new BlockRange(461, 470));

        assertThat(store.specRanges())
                .containsExactly(
                        new SpecRange(218, new BlockRange(1, 10)),
                        new SpecRange(293, new BlockRange(450, 470)),
                        new SpecRange(293, new BlockRange(500, 500)));
    }

    @Test
    void theNewestWordAboutABlocksRuntimeHolds() {
        store.saveSpecRange(218, new BlockRange(1, 30));
        store.saveSpecRange(293, new BlockRange(10, 20));

        assertThat(store.specRanges())
                .containsExactly(
                        new SpecRange(218, new BlockRange(1, 9)),
                        new SpecRange(293, new BlockRange(10, 20)),
                        new SpecRange(218, new BlockRange(21, 30)));
    }
}
