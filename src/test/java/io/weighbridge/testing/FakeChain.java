package io.weighbridge.testing;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.replay.RecordedChain;
import io.weighbridge.source.replay.Recording;
import java.util.Optional;

/** What a {@link FakeNode} serves. Immutable. */
public interface FakeChain {

    /** The number of the last block. */
    long last();

    /** The block with that number. */
    Optional<RawBlock> block(long number);

    /** The block with that hash. */
    Optional<RawBlock> block(Hash hash);

    /** The value of a key in the state after a block. */
    StorageValue storage(long number, Bytes key);

    /** The runtime version in the state after a block, JSON. */
    String runtimeVersion(long number);

    /** The metadata in the state after a block. */
    Bytes metadata(long number);

    /** What the node says about itself. */
    RecordedChain about();

    /** A recording; a key that it does not hold is absent. */
    static FakeChain of(Recording recording) {
        return new FakeChain() {
            @Override
            public long last() {
                return recording.last().number();
            }

            @Override
            public Optional<RawBlock> block(long number) {
                return recording.block(number);
            }

            @Override
            public Optional<RawBlock> block(Hash hash) {
                return recording.block(hash);
            }

            @Override
            public StorageValue storage(long number, Bytes key) {
                return recording.storage(number, key).orElse(StorageValue.Absent.ABSENT);
            }

            @Override
            public String runtimeVersion(long number) {
                return recording.runtime(number).versionJson();
            }

            @Override
            public Bytes metadata(long number) {
                return recording.runtime(number).metadata();
            }

            @Override
            public RecordedChain about() {
                return recording.chain();
            }
        };
    }
}
