package io.weighbridge.devnet.validator;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Dice;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Deed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Simulates the logging of one validator: for most of its submissions it writes a row of {@code weight_transactions}
 * with the faults that real rows have, and sometimes a row for a submission that never reached the chain. It knows its
 * own submissions, not the blocks. Safe for many threads.
 */
public final class LoggingValidator implements AutoCloseable {

    private final DevChain chain;
    private final AccountId hotkey;
    private final Netuid netuid;
    private final Dice dice;
    private final Habits habits;
    private final ValidatorFile file;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::block).thenComparingLong(Due::order));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "validator");
        thread.setDaemon(true);
        return thread;
    });
    private List<Integer> uids = List.of();
    private Attempt lastLogged = new Attempt(-1, -1);
    private long seen;
    private long planned;
    private long rows;

    /**
     * A row to be written.
     *
     * @param block when this block is the best
     * @param order how many rows were planned before
     * @param set what is in it
     */
    private record Due(long block, long order, LoggedSet set) {}

    /** One extrinsic is one attempt, whatever is in it. */
    private record Attempt(long block, int extrinsic) {}

    private LoggingValidator(DevChain chain, AccountId hotkey, Netuid netuid, ValidatorFile file) {
        this.chain = chain;
        this.hotkey = hotkey;
        this.netuid = netuid;
        this.dice = chain.scenario().dice();
        this.habits = new Habits(dice);
        this.file = file;
    }

    /**
     * Makes the file, logs what the validator did up to now, and goes on as blocks come.
     *
     * @param chain where it submits
     * @param hotkey who it is
     * @param netuid the subnet that it serves
     * @param path its file, which must not exist
     * @param blockTime the time between blocks; zero if only {@link #catchUp} makes it look for them
     */
    public static LoggingValidator start(
            DevChain chain, AccountId hotkey, Netuid netuid, Path path, Duration blockTime) {
        var validator = new LoggingValidator(chain, hotkey, netuid, ValidatorFile.create(path, netuid.value()));
        validator.catchUp();
        if (!blockTime.isZero()) {
            long nanos = Math.max(1, blockTime.dividedBy(2).toNanos());
            var unused = validator.clock.scheduleWithFixedDelay(validator::catchUp, nanos, nanos, TimeUnit.NANOSECONDS);
        }
        return validator;
    }

    /** Logs what is due up to the best block. */
    public synchronized void catchUp() {
        long best = chain.best().ref().number();
        List<Act> acts = chain.acts(seen + 1);
        while (seen < best) {
            seen++;
            acts.stream().filter(act -> act.block() == seen && isOwn(act)).forEach(this::remember);
            habits.withoutSubmission(seen, uids).forEach(set -> plan(seen, set));
            while (!due.isEmpty() && due.element().block() <= seen) {
                Due now = due.remove();
                file.write(now.set(), moment(now.order()), seen);
                rows++;
            }
        }
    }

    /** How many rows have been written. */
    public synchronized long rows() {
        return rows;
    }

    /** Stops to log. */
    @Override
    public void close() {
        clock.shutdownNow();
    }

    private boolean isOwn(Act act) {
        boolean submits = act.deed() instanceof Deed.Weights
                || act.deed() instanceof Deed.TimelockedCommit
                || act.deed() instanceof Deed.HashCommit;
        return submits
                && act.hotkey().equals(hotkey)
                && act.netuid() == netuid.value()
                && act.mechanism() == 0
                && act.outcome() != Act.Outcome.NOT_EXECUTED;
    }

    private void remember(Act act) {
        if (!act.uids().isEmpty()) {
            uids = act.uids();
        }
        int at = extrinsicOf(act);
        boolean logged = act.block() == lastLogged.block() && at == lastLogged.extrinsic();
        if (at >= 0 && !logged) {
            lastLogged = new Attempt(act.block(), at);
            habits.of(act, hash(act.block(), at), at).forEach(set -> plan(act.block(), set));
        }
    }

    private void plan(long block, LoggedSet set) {
        due.add(new Due(block + set.after(), planned++, set));
    }

    private static int extrinsicOf(Act act) {
        String position = act.position().text();
        return position.startsWith("x") ? Integer.parseInt(position.substring(1).split("\\D", 2)[0]) : -1;
    }

    private Hash hash(long block, int extrinsic) {
        RawBlock raw = chain.block(block).orElseThrow();
        return chain.runtimeAfter(block - 1)
                .runtime()
                .decodeExtrinsic(raw.extrinsics().get(extrinsic))
                .hash();
    }

    /** Somewhere in the slot of the best block. */
    private Instant moment(long order) {
        long slot = chain.scenario().slot().toMillis();
        int into = dice.below((int) Math.max(1, slot * 9 / 10), "moment", seen, order);
        return chain.time(seen).plusMillis(into);
    }
}
