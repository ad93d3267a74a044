package io.weighbridge.backfill.jump;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.chain.Uid;
import io.weighbridge.ingest.Finding;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A block that was read in full, between the state before and the state after it.
 *
 * @param before the state before
 * @param after the state after
 * @param finding what it holds
 * @param signedNonces the nonces of each signer's extrinsics in it
 */
record VisitedBlock(Snapshot before, Snapshot after, Finding finding, Map<AccountId, List<Long>> signedNonces) {

    /** The first runtime that scales weights before it keeps them. */
    private static final int SCALED_SINCE = 117;

    VisitedBlock {
        var copy = new HashMap<AccountId, List<Long>>();
        signedNonces.forEach((who, nonces) -> copy.put(who, List.copyOf(nonces)));
        signedNonces = Map.copyOf(copy);
    }

    /** By how much the nonces went up; those of removed accounts do not count. */
    long moved() {
        return before.signers().keySet().stream()
                .mapToLong(who -> Math.max(0, nonceAfter(who) - nonceBefore(who)))
                .sum();
    }

    /** How many extrinsics the same signers signed. */
    long signed() {
        return before.signers().keySet().stream()
                .mapToLong(who -> nonces(who).size())
                .sum();
    }

    /** Whether an account was removed, so that its nonce begins at 0 again. */
    boolean resets() {
        return before.signers().keySet().stream().anyMatch(this::ended);
    }

    private boolean ended(AccountId who) {
        boolean gone = signer(before, who).exists() && !signer(after, who).exists();
        return gone || nonceAfter(who) < nonceBefore(who) + nonces(who).size();
    }

    /**
     * Whether each extrinsic has the nonce that the state gave its signer, and each step of a nonce its extrinsic. An
     * account that is removed counts from 0 again when it comes back, even in the same block.
     */
    boolean isExplained() {
        return isWithoutBody()
                || !after.signers().keySet().containsAll(before.signers().keySet())
                || before.signers().keySet().stream().allMatch(this::isExplained);
    }

    /** A block whose body could not be had is parked, and contradicts no state. */
    private boolean isWithoutBody() {
        return finding instanceof Finding.Unreadable && signedNonces.isEmpty();
    }

    private boolean isExplained(AccountId who) {
        long next = nonceBefore(who);
        for (long nonce : nonces(who)) {
            if (nonce != next && nonce != 0) {
                return false;
            }
            next = nonce + 1;
        }
        return nonceAfter(who) == next || nonceAfter(who) == 0;
    }

    /** How often {@code LastUpdate} moved while the registration stayed the same. */
    long effects() {
        return after.registrations().keySet().stream()
                .mapToLong(pair -> moves(pair).count())
                .sum();
    }

    /**
     * Whether {@code LastUpdate} moved only to this block, and only where a weight action in it took effect; and wherever
     * weights were set.
     */
    boolean areEffectsExplained() {
        return !(finding instanceof Finding.Facts facts)
                || (after.registrations().keySet().stream()
                                .allMatch(pair -> moves(pair).allMatch(mechanism -> explains(facts, pair, mechanism)))
                        && facts.facts().stream().filter(VisitedBlock::isSet).allMatch(this::isMarked));
    }

    /** Setting weights always leaves {@code WeightsSet} with the uid, and writes {@code LastUpdate} (subtensor: subnets/weights.rs). */
    private boolean isMarked(WeightFact set) {
        int mechanism = set.index().mechanism().value();
        return registeredThroughout(set)
                .filter(registration -> mechanism < registration.updates().size())
                .map(registration -> registration.updates().get(mechanism) == after.number()
                        && set.uid().equals(new KnownUid.Known(new Uid(registration.uid()))))
                .orElse(true);
    }

    /**
     * Whether the weights that the state keeps after the block are those that were set in it last, scaled as the chain does
     * from 117 on: the largest is 65535. The root's are not looked at, which had a rule of its own.
     */
    boolean areWeightsKept() {
        if (!(finding instanceof Finding.Facts facts)) {
            return true;
        }
        record Slot(AccountId hotkey, StorageIndex index) {}
        var last = new HashMap<Slot, WeightFact>();
        facts.facts().stream()
                .filter(VisitedBlock::isSet)
                .filter(fact -> fact.specVersion() >= SCALED_SINCE
                        && fact.index().netuid().value() > 0)
                .forEach(fact -> last.put(new Slot(fact.hotkey(), fact.index()), fact));
        return last.values().stream().allMatch(this::isKept);
    }

    private boolean isKept(WeightFact set) {
        int mechanism = set.index().mechanism().value();
        return !(set.payload() instanceof Payload.Open open)
                || registeredThroughout(set)
                        .filter(registration ->
                                mechanism < registration.weights().size())
                        .map(registration -> StoredWeights.of(
                                        registration.weights().get(mechanism))
                                .areThoseOf(open))
                        .orElse(true);
    }

    /** The hotkey's registration after the block, if it was the same before. */
    private Optional<Registration> registeredThroughout(WeightFact fact) {
        var pair = new SubnetHotkey(fact.hotkey(), fact.index().netuid());
        return Optional.ofNullable(after.registrations().get(pair))
                .filter(now -> Optional.ofNullable(before.registrations().get(pair))
                        .filter(now::isSameAs)
                        .isPresent());
    }

    private static boolean isSet(WeightFact fact) {
        return fact.kind() == WeightFact.Kind.SET && fact.outcome() instanceof Outcome.Success;
    }

    /** The mechanisms of a registration whose {@code LastUpdate} moved. */
    private IntStream moves(SubnetHotkey pair) {
        Registration now = after.registrations().get(pair);
        Registration then = before.registrations().get(pair);
        if (now == null || then == null || !now.isSameAs(then)) {
            return IntStream.empty();
        }
        int both = Math.min(now.updates().size(), then.updates().size());
        return IntStream.range(0, both)
                .filter(at -> !now.updates().get(at).equals(then.updates().get(at)));
    }

    private boolean explains(Finding.Facts facts, SubnetHotkey pair, int mechanism) {
        Registration now = after.registrations().get(pair);
        var index = new StorageIndex(pair.netuid(), new MechanismId(mechanism));
        return now != null
                && now.updates().get(mechanism) == after.number()
                && facts.facts().stream()
                        .anyMatch(fact -> fact.outcome() instanceof Outcome.Success
                                && fact.hotkey().equals(pair.hotkey())
                                && fact.index().equals(index));
    }

    private List<Long> nonces(AccountId who) {
        return signedNonces.getOrDefault(who, List.of());
    }

    private long nonceBefore(AccountId who) {
        return signer(before, who).nonce();
    }

    private long nonceAfter(AccountId who) {
        return signer(after, who).nonce();
    }

    private static Signer signer(Snapshot snapshot, AccountId who) {
        return snapshot.signers().getOrDefault(who, Signer.NONE);
    }
}
