package io.weighbridge.weights;

import io.weighbridge.calls.Wrapper;
import io.weighbridge.calls.Wrappers;
import io.weighbridge.chain.AccountId;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * A cheap test on an extrinsic's bytes: can it hold a call that acts for one of some accounts? Immutable.
 *
 * <p>The account that a call acts for is in the bytes: as the signer, or as an argument (a proxy's {@code real}, {@code
 * sudo_as}'s {@code who}, the hotkey of {@code set_root_weights}, …). The exceptions are accounts computed from others;
 * the wrappers that act for them are searched for by their pallet and call index.
 */
final class KeyScan {

    /** The two highest bits of an extrinsic's first byte: 0 for an extrinsic without signature. */
    private static final int TYPE_MASK = 0xc0;

    private final List<Bytes> keys;
    /** The first two bytes of every key. */
    private final BitSet beginnings = new BitSet(1 << Short.SIZE);

    KeyScan(Collection<AccountId> accounts) {
        this.keys = accounts.stream().map(AccountId::bytes).toList();
        keys.forEach(key -> beginnings.set(pair(key, 0)));
    }

    /**
     * Whether an extrinsic may hold a call for one of the accounts; a false answer is certain.
     *
     * @param computingCalls the calls of its runtime that act for computed accounts, see {@link #computingCalls}
     */
    boolean mayHoldCall(Bytes extrinsic, BitSet computingCalls) {
        return isSigned(extrinsic) && (mayConcern(extrinsic) || mayHold(extrinsic, computingCalls));
    }

    /** Whether it is signed. Only calls of signed extrinsics act for an account. */
    static boolean isSigned(Bytes extrinsic) {
        var in = new ScaleReader(extrinsic);
        in.compactU32();
        return (in.u8() & TYPE_MASK) != 0;
    }

    /** Whether one of the keys is anywhere in the bytes; always true without keys. */
    private boolean mayConcern(Bytes extrinsic) {
        if (keys.isEmpty()) {
            return true;
        }
        for (int at = 0; at <= extrinsic.size() - AccountId.SIZE; at++) {
            if (beginnings.get(pair(extrinsic, at)) && keyAt(extrinsic, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean keyAt(Bytes extrinsic, int at) {
        return keys.stream().anyMatch(key -> extrinsic.regionEquals(at, key));
    }

    /** Whether the two index bytes of one of those calls are anywhere in the bytes. */
    private static boolean mayHold(Bytes extrinsic, BitSet calls) {
        for (int at = 0; at < extrinsic.size() - 1; at++) {
            if (calls.get(pair(extrinsic, at))) {
                return true;
            }
        }
        return false;
    }

    /** The calls of a runtime that may act for a computed account, as pallet index × 256 + call index. */
    static BitSet computingCalls(Runtime runtime) {
        var calls = new BitSet(1 << Short.SIZE);
        for (Wrapper wrapper : Wrappers.ALL) {
            if (wrapper.actsForComputedAccount()) {
                wrapper.calls().forEach(call -> addCall(runtime.metadata(), call, calls));
            }
        }
        return calls;
    }

    private static void addCall(Metadata metadata, String qualifiedName, BitSet calls) {
        int point = qualifiedName.indexOf('.');
        metadata.pallet(qualifiedName.substring(0, point)).ifPresent(pallet -> {
            for (TypeDef.Variant call : metadata.types().variants(pallet.callType())) {
                if (call.name().equals(qualifiedName.substring(point + 1))) {
                    calls.set(pallet.index() << Byte.SIZE | call.index());
                }
            }
        });
    }

    private static int pair(Bytes bytes, int at) {
        return bytes.get(at) << Byte.SIZE | bytes.get(at + 1);
    }
}
