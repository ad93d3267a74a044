package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The blocks between two states: those after {@code before}, up to that of {@code after}.
 *
 * @param before the state that they begin with
 * @param after the state that they end with
 * @param hotkeys whose weights are wanted
 */
record Gap(Snapshot before, Snapshot after, Set<AccountId> hotkeys) {

    /** Requests that a visit costs: hash, body, events with state, and the state before. */
    private static final int VISIT = 4;

    /** The same where the state before was looked at already. */
    private static final int VISIT_BESIDE_LOOK = 3;

    /** Requests that a scan costs for each block, and for the links at its ends. */
    private static final int SCANNED = 3;

    /** Requests of one look at a state: hash and values. */
    private static final int LOOK = 2;

    /**
     * An account that was emptied and filled again counts from 0 once more. That it comes back to the very same balance and
     * nonce between two looks is believed only of a low balance and of less than so many extrinsics.
     */
    private static final long TELLING = 8;

    BlockRange blocks() {
        return new BlockRange(before.number() + 1, after.number());
    }

    /** What to do about these blocks. */
    Verdict verdict() {
        boolean same =
                before.shows(after) && signed().filter(count -> count == 0).isPresent();
        boolean ended = hotkeys.stream().anyMatch(this::mayHaveEnded);
        if (blocks().size() == 1) {
            return same && !ended ? Verdict.Quiet.QUIET : new Verdict.Visit(after.number());
        }
        OptionalLong trace = newestTrace();
        if (trace.isPresent()) {
            return isTooDense(VISIT) ? new Verdict.Scan("dense") : new Verdict.Visit(trace.getAsLong());
        }
        if (ended) {
            return leastNonce() <= 1 ? new Verdict.Scan("the account may have ended") : split();
        }
        if (same) {
            return Verdict.Quiet.QUIET;
        }
        return isTooDense(VISIT_BESIDE_LOOK + LOOK * lookups()) ? new Verdict.Scan("dense") : split();
    }

    /**
     * Whether both states can be of one chain, as far as {@code LastUpdate} of slots in the same hands tells: it stays, or
     * moves to one of these blocks, or is deleted with its mechanism.
     */
    boolean isPossible() {
        return after.seats().entrySet().stream().allMatch(entry -> {
            Seat then = before.seats().get(entry.getKey());
            return then == null || !entry.getValue().isHeldAs(then) || isPossible(then, entry.getValue());
        });
    }

    private boolean isPossible(Seat then, Seat now) {
        int both = Math.min(now.updates().size(), then.updates().size());
        return IntStream.range(0, both).allMatch(at -> {
            long update = now.updates().get(at);
            return update == 0 || update == then.updates().get(at) || blocks().contains(update);
        });
    }

    /**
     * Whether a hotkey's account may have begun or ended in here without a trace: there was none on either side, or one
     * that had signed so little that it can have done so again after its end.
     */
    boolean mayHideALife() {
        return hotkeys.stream().anyMatch(this::mayHideALife);
    }

    private boolean mayHideALife(AccountId hotkey) {
        Signer first = signer(before, hotkey);
        Signer last = signer(after, hotkey);
        if (!first.exists() && !last.exists()) {
            return true;
        }
        return blocks().size() > 1 && first.equals(last) && first.nonce() < TELLING && first.nonce() <= blocks().size();
    }

    /** How many extrinsics were signed, by the nonces; none where that cannot be told. */
    Optional<Long> signed() {
        if (!before.signers().keySet().equals(after.signers().keySet())) {
            return Optional.empty();
        }
        long sum = 0;
        for (AccountId who : after.signers().keySet()) {
            long more = signer(after, who).nonce() - signer(before, who).nonce();
            if (more < 0) {
                return Optional.empty();
            }
            sum += more;
        }
        return Optional.of(sum);
    }

    /** The newest block in here that left a trace in the state; one elsewhere counts only while there is something to explain. */
    private OptionalLong newestTrace() {
        LongStream own = after.seats().values().stream().flatMapToLong(Seat::traces);
        LongStream others = signed().filter(count -> count == 0).isPresent()
                ? LongStream.empty()
                : after.elsewhere().values().stream()
                        .flatMapToLong(all -> all.stream().mapToLong(Long::longValue));
        return LongStream.concat(own, others).filter(blocks()::contains).max();
    }

    private boolean mayHaveEnded(AccountId hotkey) {
        Signer first = signer(before, hotkey);
        Signer last = signer(after, hotkey);
        long nonce = Math.min(first.nonce(), last.nonce());
        return (first.mayEnd() || last.mayEnd())
                && nonce <= blocks().size()
                && ((first.low() && nonce < TELLING) || !first.rest().equals(last.rest()));
    }

    private long leastNonce() {
        return hotkeys.stream()
                .filter(this::mayHaveEnded)
                .mapToLong(hotkey -> Math.min(
                        signer(before, hotkey).nonce(), signer(after, hotkey).nonce()))
                .min()
                .orElse(0);
    }

    private boolean isTooDense(long requestsForOne) {
        return signed().filter(count -> count * requestsForOne > (blocks().size() + 1) * SCANNED)
                .isPresent();
    }

    /** How many looks it takes to find one of the extrinsics that were signed. */
    private long lookups() {
        long apart = Math.max(1, blocks().size() / Math.max(1, signed().orElse(1L)));
        return Math.max(1, (long) Long.SIZE - Long.numberOfLeadingZeros(apart - 1));
    }

    private Verdict split() {
        long middle = before.number() + blocks().size() / 2;
        return new Verdict.Split(before.pending().stream()
                .filter(commit -> !after.pending().contains(commit))
                .map(this::likelyReveal)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(middle));
    }

    /** Where to look for a reveal: the first block of its epoch is the earliest, and most come a few blocks later. */
    private Optional<Long> likelyReveal(Pending commit) {
        Rhythm rhythm = before.rhythms().get(commit.index().netuid());
        if (rhythm == null) {
            return Optional.empty();
        }
        long first = rhythm.firstBlockOf(
                commit.epoch() + rhythm.period(), commit.index().netuid().value());
        long late = Math.max(first, before.number() + 1) + 3;
        long guess = late < after.number() ? late : first - 1;
        return guess > before.number() && guess < after.number() ? Optional.of(guess) : Optional.empty();
    }

    private static Signer signer(Snapshot snapshot, AccountId who) {
        return snapshot.signers().getOrDefault(who, Signer.NONE);
    }
}
