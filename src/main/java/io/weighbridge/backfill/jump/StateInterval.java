package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The blocks between two states, from the one after {@code before} to that of {@code after}; decides what to read in them.
 *
 * @param before the state before the first of the blocks
 * @param after the state after the last of the blocks
 * @param hotkeys whose weights are wanted
 * @param guesses how many likely blocks were read already without finding the change
 */
record StateInterval(Snapshot before, Snapshot after, Set<AccountId> hotkeys, int guesses) {

    /** After so many wrong guesses only states are read. */
    private static final int MOST_GUESSES = 2;

    /** The weight of a block that the chain's rules predict, where all blocks together weigh 1 at first. */
    private static final double BY_RULE = 8;

    private static final double BY_WINDOW = 3;

    /**
     * An account that was emptied and filled again counts from 0 once more. That it comes back to the very same balance and
     * nonce between two states is taken to be possible only with a low balance and fewer than so many extrinsics.
     */
    private static final long TELLING = 8;

    /** An interval in which nothing was guessed yet. */
    StateInterval(Snapshot before, Snapshot after, Set<AccountId> hotkeys) {
        this(before, after, hotkeys, 0);
    }

    BlockRange blocks() {
        return new BlockRange(before.number() + 1, after.number());
    }

    /** What to do about these blocks: whatever costs least. */
    SearchAction action(LearnedDelays delays, RequestCosts costs) {
        boolean same = before.hasSameTracesAs(after)
                && signed().filter(count -> count == 0).isPresent();
        boolean ended = hotkeys.stream().anyMatch(this::mayHaveEnded);
        if (blocks().size() == 1) {
            return same && !ended ? SearchAction.Skip.SKIP : new SearchAction.Visit(after.number());
        }
        OptionalLong trace = newestTrace();
        if (trace.isPresent()) {
            return isTooDense(costs, costs.visit())
                    ? new SearchAction.Scan("dense")
                    : new SearchAction.Visit(trace.getAsLong());
        }
        if (ended) {
            return leastNonce() <= 1
                    ? new SearchAction.Scan("the account may have ended")
                    : new SearchAction.Bisect(new BlockLikelihood(blocks()).middle());
        }
        if (same) {
            return SearchAction.Skip.SKIP;
        }
        if (isTooDense(costs, costs.visitAfterState() + costs.state() * lookups())) {
            return new SearchAction.Scan("dense");
        }
        BlockLikelihood likelihood = likelihood(delays);
        OptionalLong likeliest = guesses < MOST_GUESSES ? likelihood.likeliest() : OptionalLong.empty();
        return likeliest.isPresent()
                ? new SearchAction.Guess(likeliest.getAsLong())
                : new SearchAction.Bisect(likelihood.middle());
    }

    /** In which block the change probably happened that left no trace of its block number. */
    BlockLikelihood likelihood(LearnedDelays delays) {
        var likelihood = new BlockLikelihood(blocks());
        before.timelockedCommits().stream()
                .filter(commit -> !after.timelockedCommits().contains(commit))
                .forEach(commit -> expectedReveal(commit).ifPresent(block -> likelihood.near(block, BY_RULE)));
        List<BlockRange> windows = before.revealWindows(after).toList();
        for (BlockRange window : windows) {
            likelihood.among(window, BY_WINDOW);
            delays.applyTo(LearnedDelays.Kind.REVEAL, window.first(), likelihood);
        }
        if (windows.isEmpty() && before.lastUpdate() > 0) {
            delays.applyTo(LearnedDelays.Kind.FAILURE, before.lastUpdate(), likelihood);
        }
        return likelihood;
    }

    private Optional<Long> expectedReveal(TimelockedCommit commit) {
        return before.schedule(commit.index())
                .flatMap(then -> after.schedule(commit.index())
                        .map(now -> commit.expectedReveal(then, before.number(), now, after.number())));
    }

    /**
     * Whether both states can belong to one chain: {@code LastUpdate} of a slot that kept its owner stays, moves to one
     * of these blocks, or is deleted with its mechanism.
     */
    boolean isPossible() {
        return after.registrations().entrySet().stream().allMatch(entry -> {
            Registration then = before.registrations().get(entry.getKey());
            return then == null || !entry.getValue().isSameAs(then) || isPossible(then, entry.getValue());
        });
    }

    private boolean isPossible(Registration then, Registration now) {
        int both = Math.min(now.updates().size(), then.updates().size());
        return IntStream.range(0, both).allMatch(at -> {
            long update = now.updates().get(at);
            return update == 0 || update == then.updates().get(at) || blocks().contains(update);
        });
    }

    /**
     * Whether a hotkey's account may have been created and removed in here without a trace: there is none on either side,
     * or one that has signed so little that it can have done so again after its removal.
     */
    boolean mayHideAnAccount() {
        return hotkeys.stream().anyMatch(this::mayHideAnAccount);
    }

    private boolean mayHideAnAccount(AccountId hotkey) {
        Signer first = signer(before, hotkey);
        Signer last = signer(after, hotkey);
        if (!first.exists() && !last.exists()) {
            return true;
        }
        return blocks().size() > 1 && first.equals(last) && first.nonce() < TELLING && first.nonce() <= blocks().size();
    }

    /** How many extrinsics were signed, by the difference of nonces; empty if the signers differ or a nonce fell. */
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

    /**
     * The newest of these blocks whose number is in the later state. Updates on other subnets count only while signed
     * extrinsics are unexplained.
     */
    private OptionalLong newestTrace() {
        LongStream own = LongStream.concat(
                after.registrations().values().stream().flatMapToLong(Registration::traces),
                after.hashCommits().stream().flatMapToLong(HashCommit::traces));
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

    private boolean isTooDense(RequestCosts costs, double requestsForOne) {
        return signed().filter(count -> count * requestsForOne > costs.scan(blocks().size()))
                .isPresent();
    }

    /** How many states have to be read to find one of the extrinsics that were signed. */
    private long lookups() {
        long apart = Math.max(1, blocks().size() / Math.max(1, signed().orElse(1L)));
        return Math.max(1, (long) Long.SIZE - Long.numberOfLeadingZeros(apart - 1));
    }

    private static Signer signer(Snapshot snapshot, AccountId who) {
        return snapshot.signers().getOrDefault(who, Signer.NONE);
    }
}
