package io.weighbridge.alerts;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.weights.Advice;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.commit.CommitState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is worth telling people of: from how things stand to lasting faults, from news to one-time faults. */
final class AlertRules {

    /** A failure that is older is history that is being caught up with. */
    private static final Duration NEWS = Duration.ofHours(1);

    /** The key of the lasting fault that no block was stored. */
    private static final String CHAIN = "chain";

    private static final String PACE = "pace";

    /** The key of the lasting fault that rows cannot be written. */
    private static final String ROWS = "rows";

    private AlertRules() {}

    /**
     * How things stand.
     *
     * @param lastSets how long nobody has set weights
     * @param quiet how long no block was stored
     * @param standing what there is to say of the chain, for people
     * @param tooSlow why blocks have been stored more slowly than they come for a while; {@link LagCause#NONE} if they have not
     * @param rowWait why rows have waited for a while; {@link RowWait#NONE} if they have not
     * @param parked blocks that could not be read
     * @param rows what is to be said of rows without a fact
     */
    record Situation(
            List<SinceLastSet> lastSets,
            Duration quiet,
            String standing,
            LagCause tooSlow,
            RowWait rowWait,
            List<ParkedBlock> parked,
            Map<Long, RowVerdict> rows) {}

    /** Everything that is wrong now. */
    static List<LastingFault> lastingFaults(Situation situation, AlertOptions options) {
        var lastingFaults = new ArrayList<LastingFault>();
        for (SinceLastSet sinceLastSet : situation.lastSets()) {
            if (sinceLastSet.longerThan(options.overdueTempos())) {
                lastingFaults.add(overdue(sinceLastSet));
            }
        }
        if (situation.quiet().compareTo(options.stuckAfter()) > 0) {
            lastingFaults.add(new LastingFault(
                    AlertKind.STUCK,
                    CHAIN,
                    "No block was stored for " + length(situation.quiet()) + ": " + situation.standing() + ".",
                    "Blocks are stored again."));
        }
        if (situation.tooSlow().isPresent()) {
            lastingFaults.add(new LastingFault(
                    AlertKind.STUCK,
                    PACE,
                    "Blocks are stored more slowly than they come: "
                            + situation.tooSlow().reason() + ".",
                    "Blocks are stored as fast as they come."));
        }
        if (situation.rowWait().isPresent()) {
            lastingFaults.add(new LastingFault(
                    AlertKind.STUCK,
                    ROWS,
                    "Rows of weight_transactions wait, while facts go on: "
                            + situation.rowWait().reason() + ".",
                    "Rows of weight_transactions are written again."));
        }
        situation.parked().forEach(block -> lastingFaults.add(parked(block)));
        situation.rows().forEach((row, verdict) -> {
            if (verdict.isDisagreement()) {
                lastingFaults.add(disagreement(row, verdict));
            }
        });
        return lastingFaults;
    }

    /**
     * Whether a situation tells that the lasting fault is over, if it is not among {@link #lastingFaults}.
     *
     * @param blockStored whether a block was stored in this run
     * @param rowsJudged whether rows were looked at in this run
     */
    static boolean lookedInto(LastingFault lastingFault, boolean blockStored, boolean rowsJudged) {
        return switch (lastingFault.kind()) {
            case DISAGREEMENT -> rowsJudged;
            case STUCK ->
                switch (lastingFault.key()) {
                    case CHAIN, PACE -> blockStored;
                    case ROWS -> rowsJudged;
                    default -> true;
                };
            case OVERDUE, FAILED_SET, LOST_COMMIT, RECOVERED, TEST -> true;
        };
    }

    /** A weight action that was submitted, and failed lately. */
    static Optional<OneTimeFault> failure(WeightFact fact, Instant now) {
        boolean news = Duration.between(fact.timestamp(), now).compareTo(NEWS) < 0;
        return news
                ? fact.outcome().failure().map(error -> {
                    String what =
                            fact.kind().word() + " in block " + fact.block().number() + ", "
                                    + whose(fact.hotkey(), fact.index()) + ": " + error.name() + ".";
                    String advice =
                            Advice.on(error).map(sentence -> " " + sentence).orElse("");
                    return new OneTimeFault(
                            AlertKind.FAILED_SET,
                            whose(fact.hotkey(), fact.index()) + " " + error.name(),
                            what + advice);
                })
                : Optional.empty();
    }

    /** A commit that will not be revealed any more. */
    static Optional<OneTimeFault> lost(StoredCommit commit) {
        boolean lost = commit.state() == CommitState.LOST || commit.state() == CommitState.EXPIRED;
        return lost
                ? Optional.of(new OneTimeFault(
                        AlertKind.LOST_COMMIT,
                        "fact " + commit.life().commit().fact(),
                        "Committed in block " + commit.life().commit().block() + ", "
                                + whose(commit.hotkey(), commit.index())
                                + ": its reveal did not come in time; its weights never took effect."))
                : Optional.empty();
    }

    /** Whether the time in which a commit could be revealed ended after that block; unknown counts as long ago. */
    static boolean lostAfter(StoredCommit commit, long block) {
        return commit.life().commit().window() instanceof RevealWindow.Blocks window && window.last() > block;
    }

    private static LastingFault overdue(SinceLastSet sinceLastSet) {
        String whose = whose(sinceLastSet.hotkey(), sinceLastSet.index());
        String since = sinceLastSet.lastSet() == SinceLastSet.NEVER
                ? "none was ever seen"
                : "the last was in block " + sinceLastSet.lastSet();
        return new LastingFault(
                AlertKind.OVERDUE,
                whose,
                String.format(
                        Locale.ROOT,
                        "No weights for %d blocks (%.1f tempos), %s: %s.",
                        sinceLastSet.blocks(),
                        sinceLastSet.tempos(),
                        whose,
                        since),
                "Weights were set again, " + whose + ".");
    }

    private static LastingFault parked(ParkedBlock block) {
        return new LastingFault(
                AlertKind.STUCK,
                "block " + block.block(),
                "Block " + block.block() + " cannot be read: " + block.reason() + ".",
                "Block " + block.block() + " was read.");
    }

    private static LastingFault disagreement(long row, RowVerdict verdict) {
        return new LastingFault(
                AlertKind.DISAGREEMENT,
                "row " + row,
                "Row " + row + " of weight_transactions: " + verdict.reason() + " (" + verdict.word() + ").",
                "Row " + row + " of weight_transactions agrees with the chain.");
    }

    private static String whose(AccountId hotkey, StorageIndex index) {
        String mechanism = index.mechanism().value() == 0
                ? ""
                : " mechanism " + index.mechanism().value();
        return "netuid " + index.netuid().value() + mechanism + ", hotkey " + hotkey.ss58();
    }

    private static String length(Duration duration) {
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " seconds";
        }
        return duration.toMinutes() < 120 ? duration.toMinutes() + " minutes" : duration.toHours() + " hours";
    }
}
