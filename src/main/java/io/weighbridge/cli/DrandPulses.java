package io.weighbridge.cli;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.crypto.Twox;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.weights.RevealWindow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The drand pulses that the chain took in ({@code Drand.Pulses}, 216 on). Its state keeps them for about a week. Blocks until
 * a node has answered.
 */
final class DrandPulses {

    private static final Bytes ITEM = Bytes.concat(Twox.hash128("Drand"), Twox.hash128("Pulses"));
    private static final Bytes PREFIX = Bytes.wrap("0x".getBytes(StandardCharsets.US_ASCII));

    private final ChainSource source;
    private final BlockRef head;

    DrandPulses(ChainSource source) {
        this.source = source;
        this.head = source.finalizedHead().blockingGet();
    }

    /**
     * The signature of a round, as the chain needed it to reveal a commit: in the newest state, else in the last one in which
     * the commit could be revealed.
     */
    Optional<Bytes> signature(long round, RevealWindow window) {
        Optional<Bytes> now = at(head.hash(), round);
        return now.isPresent() || !(window instanceof RevealWindow.Blocks blocks) || blocks.last() >= head.number()
                ? now
                : Optional.ofNullable(source.blockHash(blocks.last()).blockingGet())
                        .flatMap(hash -> at(hash, round));
    }

    /** Nothing also where the node no longer has that state. */
    private Optional<Bytes> at(Hash block, long round) {
        Bytes number = new ScaleWriter().u64(round).toBytes();
        Bytes key = Bytes.concat(ITEM, Blake2b.hash128(number), number);
        try {
            return source.storage(block, List.of(key))
                    .blockingGet()
                    .get(0)
                    .value()
                    .flatMap(DrandPulses::signature);
        } catch (SourceException.Unusable gone) {
            return Optional.empty();
        }
    }

    /** A pulse is its round, its randomness and its signature, which may carry an ASCII {@code 0x} in front. */
    private static Optional<Bytes> signature(Bytes pulse) {
        try {
            var in = new ScaleReader(pulse);
            in.u64();
            in.byteVector();
            Bytes signature = in.byteVector();
            return Optional.of(signature.startsWith(PREFIX) ? signature.slice(PREFIX.size()) : signature);
        } catch (DecodeException unexpected) {
            return Optional.empty();
        }
    }
}
