package io.weighbridge.chain;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.nio.charset.StandardCharsets;

/**
 * One entry of a header's digest ({@code sp_runtime::generic::DigestItem}).
 *
 * @param kind what the entry is for
 * @param engine the four letters of the consensus engine; empty for {@code OTHER} and {@code RUNTIME_UPDATED}
 * @param data what the engine wrote; empty for {@code RUNTIME_UPDATED}
 */
public record DigestItem(Kind kind, String engine, Bytes data) {

    /** What a digest item is for. */
    public enum Kind {
        /** Free bytes (0). */
        OTHER("Other"),
        /** For the consensus engine, from the runtime (4). */
        CONSENSUS("Consensus"),
        /** The author's seal (5). */
        SEAL("Seal"),
        /** For the runtime, from the consensus engine (6). */
        PRE_RUNTIME("PreRuntime"),
        /** The runtime code changed in this block (8). */
        RUNTIME_UPDATED("RuntimeEnvironmentUpdated");

        private final String chainName;

        Kind(String chainName) {
            this.chainName = chainName;
        }

        /** The name as on chain. */
        public String chainName() {
            return chainName;
        }
    }

    /** Reads one item. */
    public static DigestItem read(ScaleReader in) {
        int tag = in.u8();
        return switch (tag) {
            case 0 -> new DigestItem(Kind.OTHER, "", in.byteVector());
            case 4 -> withEngine(Kind.CONSENSUS, in);
            case 5 -> withEngine(Kind.SEAL, in);
            case 6 -> withEngine(Kind.PRE_RUNTIME, in);
            case 8 -> new DigestItem(Kind.RUNTIME_UPDATED, "", Bytes.EMPTY);
            default -> throw in.fail(Reason.UNKNOWN_VARIANT, "no digest item has tag " + tag);
        };
    }

    private static DigestItem withEngine(Kind kind, ScaleReader in) {
        String engine = new String(in.bytes(4).toArray(), StandardCharsets.ISO_8859_1);
        return new DigestItem(kind, engine, in.byteVector());
    }
}
