package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.weights.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * One weight action as it really happened: written down by the rules of the pallet while they ran, not read from the
 * block afterwards.
 *
 * @param block the block's number
 * @param position where in the block
 * @param signer who signed the extrinsic
 * @param hotkey whose weights they are
 * @param call the call, {@code SubtensorModule.set_weights}
 * @param netuid the subnet as named by the call, 0 to 65535
 * @param mechanism the mechanism as named by the call, 0 to 255; 0 where the call names none
 * @param versionKey the version key as its unsigned 64 bits
 * @param vector uids and values, two SCALE lists of u16
 * @param outcome what became of it
 * @param error why, {@code Pallet.ErrorName}; empty for a success
 */
public record Act(
        long block,
        Position position,
        AccountId signer,
        AccountId hotkey,
        String call,
        int netuid,
        int mechanism,
        long versionKey,
        Bytes vector,
        Outcome outcome,
        String error) {

    /** What became of an action. */
    public enum Outcome {
        /** It took effect. */
        SUCCESS,
        /** It ran and failed. */
        FAILED,
        /**
         * It ran, and a call around it undid it. In a {@code batch_all} that failed so counts every action: no block tells
         * which of them failed.
         */
        ROLLED_BACK,
        /** It never ran. */
        NOT_EXECUTED
    }

    /** The uids as submitted, in order. */
    public List<Integer> uids() {
        return lists().get(0);
    }

    /** The values as submitted, in order. */
    public List<Integer> values() {
        return lists().get(1);
    }

    static Bytes vector(List<Integer> uids, List<Integer> values) {
        var out = new ScaleWriter().compact(uids.size());
        uids.forEach(out::u16);
        out.compact(values.size());
        values.forEach(out::u16);
        return out.toBytes();
    }

    /** The same action, undone because of {@code cause}. */
    Act undone(String cause) {
        return new Act(
                block,
                position,
                signer,
                hotkey,
                call,
                netuid,
                mechanism,
                versionKey,
                vector,
                Outcome.ROLLED_BACK,
                cause);
    }

    private List<List<Integer>> lists() {
        var in = new ScaleReader(vector);
        List<Integer> uids = list(in);
        List<Integer> values = list(in);
        in.expectEnd();
        return List.of(uids, values);
    }

    private static List<Integer> list(ScaleReader in) {
        int count = in.count(2);
        var list = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            list.add(in.u16());
        }
        return list;
    }
}
