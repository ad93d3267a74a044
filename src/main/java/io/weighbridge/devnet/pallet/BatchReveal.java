package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.pallet.Act.Outcome;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import java.util.List;
import java.util.stream.IntStream;

/** {@code batch_reveal_weights}: several commits of one subnet, all of them or none. */
final class BatchReveal implements ActBatch {

    static final List<String> LISTS = List.of("uids_list", "values_list", "salts_list", "version_keys");

    @Override
    public void run(Frame frame, Execution execution) {
        AccountId hotkey = execution.signed(frame);
        ensureEqualLengths(frame, execution, LISTS);
        try {
            HashCommits.revealAll(
                    execution,
                    hotkey,
                    SingleAct.netuid(frame),
                    shown(frame, hotkey),
                    item -> ActBatch.position(frame, item));
        } catch (DispatchFailure failure) {
            recordAll(frame, execution, Outcome.FAILED, execution.errorName(failure.error()));
            throw failure;
        }
        recordAll(frame, execution, Outcome.SUCCESS, "");
    }

    @Override
    public int items(Frame frame) {
        return frame.call().arg("uids_list").asList().size();
    }

    @Override
    public int netuid(Frame frame, int item) {
        return SingleAct.netuid(frame);
    }

    @Override
    public Deed deed(Frame frame, AccountId hotkey, int item) {
        HashCommits.Shown shown = shown(frame, hotkey, item);
        return new Deed.Reveal(shown.weights().weights(), shown.hash());
    }

    /** What all items show. */
    static List<HashCommits.Shown> shown(Frame frame, AccountId hotkey) {
        return IntStream.range(0, frame.call().arg("uids_list").asList().size())
                .mapToObj(item -> shown(frame, hotkey, item))
                .toList();
    }

    /** What one item shows; a list that is too short shows nothing. */
    private static HashCommits.Shown shown(Frame frame, AccountId hotkey, int item) {
        Fields args = frame.call().args();
        List<Value> versionKeys = args.get("version_keys").asList();
        var weights = new WeightRules.Submission(
                hotkey,
                SingleAct.netuid(frame),
                0,
                list(args, "uids_list", item),
                list(args, "values_list", item),
                item < versionKeys.size() ? versionKeys.get(item).asLong() : 0);
        return new HashCommits.Shown(weights, list(args, "salts_list", item));
    }

    private static List<Integer> list(Fields args, String name, int item) {
        List<Value> lists = args.get(name).asList();
        return item < lists.size() ? lists.get(item).asInts() : List.of();
    }
}
