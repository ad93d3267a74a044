package io.weighbridge.devnet.actor;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.pallet.HashCommits;
import io.weighbridge.devnet.pallet.HashCommits.Entry;
import io.weighbridge.runtime.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * One validator on one subnet with commit-reveal: commits about once in a tempo, some by hash, others with ciphertexts
 * that the chain opens. Not every commit is revealed: reveals are left out, come too early or too late, ciphertexts are
 * malformed, and pulses are missing.
 *
 * @param scenario the scenario
 * @param index which validator
 * @param place the position of the subnet among the scenario's
 */
record Committer(Scenario scenario, int index, int place) implements Actor {

    private static final int BY_HASH_PERCENT = 45;
    private static final int AGAIN_PERCENT = 30;
    private static final int IMPATIENT_PERCENT = 20;

    /** The probability that a reveal that is possible is sent in the current block. */
    private static final int REVEAL_NOW_PERCENT = 30;

    @Override
    public List<Draft> drafts(Moment moment) {
        var drafts = new ArrayList<Draft>();
        for (int mechanism = 0; mechanism < moment.mechanisms(netuid(0)); mechanism++) {
            reveal(moment, mechanism, drafts);
        }
        if (moment.isCommitReveal(netuid(0))) {
            commit(moment, drafts);
        }
        return drafts;
    }

    private void commit(Moment moment, List<Draft> drafts) {
        long shifted = moment.number() + dice().below(scenario.tempo(), "commit offset", index, place);
        long round = shifted / scenario.tempo();
        int at = (int) (shifted % scenario.tempo());
        int due = dice().below(scenario.tempo() / 4, "commit jitter", index, place, round);
        int soon = due + 1 + dice().below(scenario.rateLimit() - 1, "commit soon", index, place, round);
        boolean again =
                at == due + scenario.rateLimit() && dice().happens(AGAIN_PERCENT, "commit again", index, place, round);
        boolean impatient = at == soon && dice().happens(IMPATIENT_PERCENT, "commit impatient", index, place, round);
        if (at == due || again || impatient) {
            drafts.add(wrapped(moment, commitsByHash() ? byHash(moment) : timelocked(moment)));
        }
    }

    /** The main validator uses timelocked commits only, as most validators do. */
    private boolean commitsByHash() {
        return index != 1 && dice().happens(BY_HASH_PERCENT, "by hash", index, place);
    }

    private Draft wrapped(Moment moment, Call call) {
        var calls = new WeightCalls(moment);
        Call bad = calls.setWeights(weights(netuid(0), moment.number()).tooShort());
        return switch (dice().below(20, "commit wrapped", moment.number(), index, place)) {
            case 0 -> signed(calls.batch("batch", call));
            case 1 -> signed(calls.batch("force_batch", bad, call));
            case 2 -> signed(calls.batch("batch_all", call, bad));
            case 3 -> new Draft(cast().delegate(index), calls.proxy(hotkey(), call));
            default -> signed(call);
        };
    }

    private Call timelocked(Moment moment) {
        int netuid = netuid(0).value();
        int mechanism = dice().below(moment.mechanisms(netuid(0)), "commit mechanism", moment.number(), index, place);
        var sealing = new Sealing(scenario, moment, hotkey(), netuid(0));
        int way = dice().below(100, "commit way", moment.number(), index, place);
        Sealing.Sealed sealed = sealing.seal(weights(netuid(0), moment.number()), way);
        var calls = new WeightCalls(moment);
        return switch (way % 5) {
            case 0 -> calls.commitTimelocked(netuid, sealed.ciphertext(), sealed.round(), sealed.version());
            case 1 -> calls.commitCrv3OnMechanism(netuid, mechanism, sealed.ciphertext(), sealed.round());
            default ->
                calls.commitTimelockedOnMechanism(
                        netuid, mechanism, sealed.ciphertext(), sealed.round(), sealed.version());
        };
    }

    private Call byHash(Moment moment) {
        var calls = new WeightCalls(moment);
        int own = netuid(0).value();
        int next = netuid(1).value();
        int mechanism = dice().below(moment.mechanisms(netuid(0)), "commit mechanism", moment.number(), index, place);
        return switch (dice().below(8, "commit way", moment.number(), index, place)) {
            case 0, 1, 2 ->
                calls.commit(own, secret(netuid(0), 0, moment.number()).hash(hotkey()));
            case 3, 4 ->
                calls.commitOnMechanism(
                        own,
                        mechanism,
                        secret(netuid(0), mechanism, moment.number()).hash(hotkey()));
            case 5, 6 ->
                calls.batchCommit(
                        List.of(own, next),
                        List.of(
                                secret(netuid(0), 0, moment.number()).hash(hotkey()),
                                secret(netuid(1), 0, moment.number()).hash(hotkey())));
            default -> calls.setWeights(weights(netuid(0), moment.number()));
        };
    }

    private void reveal(Moment moment, int mechanism, List<Draft> drafts) {
        var calls = new WeightCalls(moment);
        int storageIndex = netuid(0).value() + mechanism * Netuid.LIMIT;
        var together = new ArrayList<Secret>();
        for (Entry entry : HashCommits.queue(moment.state(), storageIndex, hotkey())) {
            boolean open = HashCommits.isRevealable(moment.state(), storageIndex, entry, moment.number());
            Secret secret = secret(netuid(0), mechanism, entry.block());
            int fate = dice().below(10, "reveal fate", entry.block(), index, place);
            boolean now = dice().happens(REVEAL_NOW_PERCENT, "reveal now", moment.number(), entry.block(), index);
            if (open && now && fate < 6) {
                drafts.add(signed(mechanism > 0 || fate == 0 ? calls.revealOnMechanism(secret) : calls.reveal(secret)));
            } else if (open && fate == 6) {
                together.add(secret);
            } else if (now && fate == 7) {
                // Too early, in time, or too late: inside a batch it comes into a block in any case.
                drafts.add(signed(calls.batch("batch", calls.reveal(secret))));
            } else if (open && now && fate == 8) {
                drafts.add(signed(calls.batch("batch", calls.reveal(secret.mistaken()))));
            }
        }
        if (!together.isEmpty() && mechanism == 0) {
            drafts.add(signed(calls.batchReveal(netuid(0).value(), together)));
        }
    }

    /** The weights and salt committed in a block; computed again when they are revealed. */
    private Secret secret(Netuid netuid, int mechanism, long block) {
        return new Secret(weights(netuid, block), mechanism, List.of((int) (block % 65_536), index));
    }

    /** Weights for neurons that exist from genesis on; the version key is valid on every subnet. */
    private Vector weights(Netuid netuid, long block) {
        return Vector.drawn(
                dice(),
                netuid,
                scenario.validatorCount(),
                scenario.hotkeyCount() * 3 / 4,
                index,
                block,
                1_000_000 + block);
    }

    private Draft signed(Call call) {
        return new Draft(hotkey(), call);
    }

    private Netuid netuid(int further) {
        List<Netuid> netuids = scenario.netuids();
        return netuids.get((place + further) % netuids.size());
    }

    private AccountId hotkey() {
        return cast().validator(index);
    }

    private Cast cast() {
        return new Cast(scenario.seed());
    }

    private Dice dice() {
        return scenario.dice();
    }
}
