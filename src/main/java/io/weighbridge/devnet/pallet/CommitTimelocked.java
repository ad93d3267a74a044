package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;

/** The calls that commit a ciphertext, with and without mechanism; {@code commit_crv3_…} implies the version. */
final class CommitTimelocked implements SingleAct {

    private static final int IMPLIED_VERSION = 4;

    @Override
    public void act(Frame frame, Execution execution, AccountId hotkey) {
        TimelockedCommits.commit(
                execution,
                new TimelockedCommits.Commit(
                        hotkey,
                        SingleAct.netuid(frame),
                        SingleAct.mechanism(frame),
                        ciphertext(frame),
                        round(frame),
                        version(frame)));
    }

    @Override
    public Deed deed(Frame frame, AccountId hotkey) {
        return new Deed.TimelockedCommit(new Hash(Blake2b.hash256(ciphertext(frame))), round(frame), version(frame));
    }

    static long round(Frame frame) {
        return frame.call().arg("reveal_round").asLong();
    }

    private static Bytes ciphertext(Frame frame) {
        return frame.call().arg("commit").asBytes();
    }

    private static int version(Frame frame) {
        return frame.call()
                .args()
                .find("commit_reveal_version")
                .map(Value::asInt)
                .orElse(IMPLIED_VERSION);
    }
}
