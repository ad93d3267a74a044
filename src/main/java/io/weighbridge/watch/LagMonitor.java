package io.weighbridge.watch;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.source.SourceListener;
import io.weighbridge.store.StoreListener;
import io.weighbridge.watch.LagCause.Kind;
import io.weighbridge.watch.LastMinute.Requests;
import io.weighbridge.weights.WeightFact;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees how fast blocks are stored, and says what holds it up where verified blocks are behind the finalized head: from what
 * endpoints, databases and the processor did in the last minute. Safe for many threads; no method blocks.
 */
public final class LagMonitor implements ProgressListener, SourceListener, StoreListener {

    /** Finality comes in jumps of a few blocks: so many behind is not behind. */
    public static final long USUAL_LAG = 10;

    /** Five block times of 12 s. */
    public static final Duration OLDEST_HEAD = Duration.ofSeconds(60);

    private static final double MOST_OF_THE_TIME = 0.5;
    private static final double NEAR_THE_LIMIT = 0.7;
    private static final double OFTEN = 0.2;
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final double ONE_PROCESSOR = 0.8;
    private static final long NONE = -1;
    private static final String ANOTHER = "; give another endpoint beside it, or a node of your own";

    private final Path store;
    private final Clock clock;
    private final LastMinute minute;
    private final Map<String, String> faults = new TreeMap<>();
    private final Map<String, Double> budgets = new TreeMap<>();
    private long finalized = NONE;
    private long covered = NONE;
    private Instant heard;
    private @Nullable Instant lockedSince;
    private @Nullable Instant outSince;
    private String outage = "";

    /**
     * Nothing has happened yet.
     *
     * @param store where blocks are stored
     * @param processor how much time this process has had of the processors
     * @param clock by which ages count, one that does not jump
     */
    public LagMonitor(Path store, Supplier<Duration> processor, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.heard = clock.instant();
        this.minute = new LastMinute(processor, heard);
    }

    /** The highest block that an earlier run verified; -1 for none. */
    public synchronized void startedAt(long highest) {
        covered = highest;
    }

    /** What holds up the following of the chain now. */
    public synchronized LagCause lagCause() {
        Instant now = clock.instant();
        minute.at(now);
        if (outSince != null) {
            return out(Duration.between(outSince, now));
        }
        Duration age = Duration.between(heard, now);
        boolean silent = age.compareTo(OLDEST_HEAD) > 0;
        if (!silent && (finalized == NONE || lag() <= USUAL_LAG)) {
            return LagCause.NONE;
        }
        return unusable()
                .or(() -> silent ? Optional.of(silence(age)) : Optional.empty())
                .or(() -> locked(now))
                .orElseGet(() -> slow(now));
    }

    /** Finalized blocks that are not verified, as far as is known; 0 before a head was heard of. */
    public synchronized long lag() {
        return finalized == NONE ? 0 : Math.max(0, finalized - Math.max(covered, NONE));
    }

    /** However few blocks wait: nothing is stored until somebody helps, or a server is back. */
    private LagCause out(Duration age) {
        return new LagCause(
                Kind.STORE_UNAVAILABLE,
                false,
                "nothing has been stored for " + seconds(age) + ", and it is tried again: " + outage);
    }

    private Optional<LagCause> unusable() {
        return !faults.isEmpty() && faults.values().stream().noneMatch(String::isEmpty)
                ? Optional.of(new LagCause(
                        Kind.NO_ENDPOINT, false, "no endpoint can be used: " + String.join("; ", faults.values())))
                : Optional.empty();
    }

    private LagCause silence(Duration age) {
        String newest = finalized == NONE ? "no block was told of" : "the newest is " + finalized + ", heard of";
        return new LagCause(
                Kind.SILENT_HEAD,
                false,
                "the endpoints tell of no new finalized block: " + newest
                        + (finalized == NONE ? " in " : " ") + seconds(age) + (finalized == NONE ? "" : " ago")
                        + "; the node may be cut off from others: see its log, or give another endpoint");
    }

    private Optional<LagCause> locked(Instant now) {
        return Optional.ofNullable(lockedSince)
                .map(since -> new LagCause(
                        Kind.STORE_LOCKED,
                        false,
                        store + " has been locked by another program for " + seconds(Duration.between(since, now))
                                + "; close what keeps a transaction open there, such as a database browser"));
    }

    private LagCause slow(Instant now) {
        Bottleneck bottleneck = bottleneck(now);
        Pace pace = pace(now);
        return new LagCause(bottleneck.kind(), pace.gains(), pace.words() + ". " + bottleneck.words());
    }

    private Bottleneck bottleneck(Instant now) {
        Duration length = minute.length(now);
        if (share(minute.writing(), length) > MOST_OF_THE_TIME) {
            return new Bottleneck(
                    Kind.STORE_SLOW,
                    "The disk is slow: writing to " + store + " took " + seconds(minute.writing()) + " of the last "
                            + seconds(length) + "; see what else uses it, or put the store on another one");
        }
        return ofEndpoints(length).orElseGet(() -> ofProcessor(length));
    }

    private Optional<Bottleneck> ofEndpoints(Duration length) {
        Map<String, Requests> endpoints = minute.endpoints();
        return first(endpoints, (name, asked) -> limit(name, asked, length))
                .or(() -> first(endpoints, LagMonitor::faulty))
                .or(() -> first(endpoints, LagMonitor::late));
    }

    private Optional<Bottleneck> limit(String endpoint, Requests asked, Duration length) {
        double allowed = budgets.getOrDefault(endpoint, Double.POSITIVE_INFINITY);
        boolean limits = asked.throttled() > 0 || asked.all() * 60 > allowed * NEAR_THE_LIMIT * length.toSeconds();
        if (!limits) {
            return Optional.empty();
        }
        String many = Double.isFinite(allowed) ? "about " + Math.round(allowed) + " requests a minute" : "few requests";
        String each = minute.blocks() == 0
                ? ""
                : String.format(Locale.ROOT, ", and a block takes %.1f", (double) minute.requests() / minute.blocks());
        return Optional.of(new Bottleneck(Kind.RATE_LIMIT, endpoint + " allows " + many + each + ANOTHER));
    }

    private static Optional<Bottleneck> faulty(String endpoint, Requests asked) {
        return asked.failed() > OFTEN * asked.all()
                ? Optional.of(new Bottleneck(
                        Kind.ENDPOINT_FAULTS,
                        endpoint + " did not answer " + asked.failed() + " of " + asked.all() + " requests ("
                                + asked.fault() + ")" + ANOTHER))
                : Optional.empty();
    }

    private static Optional<Bottleneck> late(String endpoint, Requests asked) {
        return asked.mean().compareTo(LATE) > 0
                ? Optional.of(new Bottleneck(
                        Kind.ENDPOINT_SLOW,
                        String.format(
                                        Locale.ROOT,
                                        "%s takes %.1f s for an answer",
                                        endpoint,
                                        asked.mean().toMillis() / 1000.0)
                                + ANOTHER))
                : Optional.empty();
    }

    private Bottleneck ofProcessor(Duration length) {
        double used = share(minute.processing(), length);
        return used > ONE_PROCESSOR
                ? new Bottleneck(
                        Kind.PROCESSOR,
                        String.format(
                                Locale.ROOT,
                                "This program used %d %% of a processor; follow fewer hotkeys or subnets, or give it more",
                                Math.round(used * 100)))
                : new Bottleneck(Kind.CATCHING_UP, "Endpoints, disk and processor have time left");
    }

    /** How fast it goes, and where that leads. */
    private Pace pace(Instant now) {
        double minutes = minute.length(now).toMillis() / 60_000.0;
        long stored = Math.round(minute.blocks() / minutes);
        long come = Math.round(minute.heads() / minutes);
        String rates = stored + " blocks a minute are stored, " + come + " come: ";
        return stored > come
                ? new Pace(true, rates + "about " + time(Duration.ofSeconds(lag() * 60 / (stored - come))) + " left")
                : new Pace(false, rates + "it falls further behind");
    }

    @Override
    public synchronized void finalizedHead(BlockRef head) {
        if (head.number() > finalized) {
            Instant now = clock.instant();
            minute.at(now);
            if (finalized != NONE) {
                minute.heads(head.number() - finalized);
            }
            finalized = head.number();
            heard = now;
        }
    }

    @Override
    public synchronized void stored(Lane lane, BlockRange blocks, List<WeightFact> facts) {
        if (lane == Lane.FOLLOW) {
            minute.at(clock.instant());
            minute.blocks(blocks.size());
            covered = Math.max(covered, blocks.last());
        }
    }

    @Override
    public synchronized void requestEnded(String endpoint, String method, String result, Duration took) {
        minute.at(clock.instant());
        minute.request(endpoint, result, took);
    }

    @Override
    public synchronized void endpointState(String endpoint, boolean usable, String reason) {
        faults.put(endpoint, usable ? "" : reason.isEmpty() ? endpoint + " does not answer" : reason);
    }

    @Override
    public synchronized void endpointBudget(String endpoint, double perMinute) {
        budgets.put(endpoint, perMinute);
    }

    @Override
    public synchronized void committed(Path file, Duration took) {
        if (file.equals(store)) {
            lockedSince = null;
            minute.at(clock.instant());
            minute.writing(took);
        }
    }

    @Override
    public synchronized void busy(Path file) {
        if (file.equals(store) && lockedSince == null) {
            lockedSince = clock.instant();
        }
    }

    @Override
    public synchronized void unavailable(Path database, String why) {
        if (database.equals(store)) {
            outage = why;
            if (outSince == null) {
                outSince = clock.instant();
            }
        }
    }

    @Override
    public synchronized void available(Path database) {
        if (database.equals(store)) {
            outSince = null;
        }
    }

    private record Bottleneck(Kind kind, String words) {}

    private record Pace(boolean gains, String words) {}

    private interface Look {
        Optional<Bottleneck> at(String endpoint, Requests asked);
    }

    private static Optional<Bottleneck> first(Map<String, Requests> endpoints, Look look) {
        return endpoints.entrySet().stream()
                .flatMap(entry -> look.at(entry.getKey(), entry.getValue()).stream())
                .findFirst();
    }

    private static double share(Duration part, Duration whole) {
        return (double) part.toMillis() / Math.max(1, whole.toMillis());
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static String time(Duration duration) {
        if (duration.toMinutes() < 2) {
            return seconds(duration);
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " minutes" : duration.toHours() + " hours";
    }
}
