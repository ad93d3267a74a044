package io.weighbridge.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Progress;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.reconcile.FactVerdict;
import io.weighbridge.reconcile.ReconcileListener;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.source.SourceListener;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.Tier;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.commit.CommitState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Names and registers every metric, and feeds them with what it hears. Safe for many threads; no method blocks.
 *
 * <p>A gauge whose value is not known yet is {@code NaN}, which Prometheus shows as such.
 */
public final class Metrics
        implements ProgressListener, SourceListener, StoreListener, ReconcileListener, AutoCloseable {

    private static final Duration COMMITS_KEPT = Duration.ofSeconds(10);
    private static final Duration[] FAST = buckets(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);
    private static final Duration[] ROW =
            buckets(1_000, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 45_000, 60_000, 120_000, 600_000, 3_600_000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Clock clock;
    private final ChainPosition position;
    private final Map<String, AtomicInteger> endpoints = new ConcurrentHashMap<>();
    private final Map<String, Double> budgets = new ConcurrentHashMap<>();
    private final Timer blockToRow;
    private final Timer storeWrite;
    private final Counter busyRetries;
    private volatile long rowsUnmatched;
    private volatile long disagreeing;
    private volatile Backfill backfill = new Backfill(Double.NaN, Double.NaN);

    /** Metrics whose ages count by that clock. */
    public Metrics(Clock clock) {
        this.clock = clock;
        this.position = new ChainPosition(clock);
        chainGauges();
        gauge("backfill.ratio", "Part of the backfill that is done, 0 to 1", () -> backfill.ratio());
        gauge("backfill.eta.seconds", "Time until the backfill is done, as it looks now", () -> backfill.etaSeconds());
        gauge("rows.unmatched", "The validator's rows that are linked with no fact", () -> rowsUnmatched);
        gauge("rows.disagreeing", "Rows and facts that somebody should look into: see the verdicts", () -> disagreeing);
        this.blockToRow = timer(
                "block.to.row",
                "From a block's own time until its weight action was stored, of blocks that were not caught up with",
                ROW);
        this.storeWrite = timer("store.write", "A write transaction, from asking for the lock to the commit", FAST);
        this.busyRetries = counter("store.busy.retries", "Writes put off because somebody else held the lock");
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
        countersFromTheStart();
    }

    /** What may not happen for months is there from the start, at 0: a query for it finds it, and a rate begins at once. */
    private void countersFromTheStart() {
        Arrays.stream(Lane.values()).forEach(this::blocks);
        Arrays.stream(WeightFact.Kind.values()).forEach(kind -> facts(kind, "success"));
        Arrays.stream(Tier.values()).forEach(this::rowsReconciled);
        Fill.WRITABLE.forEach(this::fills);
        RECONNECT_REASONS.forEach(this::reconnects);
        rpc();
    }

    private void chainGauges() {
        gauge("finalized.head", "Number of the newest finalized block heard of", position::finalizedHead);
        gauge("covered.head", "Number of the highest block that is verified and stored", position::coveredHead);
        gauge("lag.blocks", "Finalized blocks that are not verified yet", position::lag);
        gauge("head.age.seconds", "Time since a new finalized head was heard of", position::headAgeSeconds);
        gauge(
                "blocks.since.last.set",
                "Finalized blocks since the tracked hotkeys last set weights with success",
                position::blocksSinceLastSet);
    }

    /** Shows what keeps verified blocks behind, asked anew at each scrape. */
    public void watchLagCause(Supplier<LagCause> lagCause) {
        for (LagCause.Kind kind : LagCause.Kind.values()) {
            if (kind != LagCause.Kind.NONE && kind != LagCause.Kind.NOT_FOLLOWED) {
                Gauge.builder("weighbridge.lag.cause", () -> lagCause.get().kind() == kind ? 1 : 0)
                        .tag("cause", kind.word())
                        .description("1 for what keeps verified blocks behind the finalized head, else 0")
                        .register(registry);
            }
        }
    }

    /** Shows for how long rows have waited, asked anew at each scrape. */
    public void watchRows(Supplier<Duration> waiting) {
        gauge(
                "rows.waiting.seconds",
                "For how long rows that are due could not be written, 0 while they can",
                () -> waiting.get().toMillis() / 1000.0);
    }

    /** Shows how many blocks are parked, asked anew at each scrape. */
    public void watchParkedBlocks(Supplier<Integer> count) {
        gauge("parked.blocks", "Blocks that could not be read and wait for another try", () -> count.get());
    }

    /**
     * Shows how long nobody has set weights, asked anew at each scrape.
     *
     * @param lastSets the longest silence first
     * @param overdue after more than so many tempos weights are overdue
     */
    public void watchLastSets(Supplier<List<SinceLastSet>> lastSets, double overdue) {
        gauge(
                "tempos.since.last.set",
                "Tempos since the last set with success, of the tracked hotkey and subnet where it is longest ago",
                () -> lastSets.get().stream()
                        .mapToDouble(SinceLastSet::tempos)
                        .filter(tempos -> !Double.isNaN(tempos))
                        .max()
                        .orElse(Double.NaN));
        gauge(
                "weights.overdue",
                "1 while that is longer than alerts.overdue allows, else 0",
                () -> lastSets.get().stream().anyMatch(sinceLastSet -> sinceLastSet.longerThan(overdue)) ? 1 : 0);
    }

    /** Shows what has become of commits, asked anew at a scrape when the last answer has become old. */
    public void watchCommits(Supplier<CommitSummary> summary) {
        var aged = new CachedValue<>(summary, COMMITS_KEPT, clock);
        gauge(
                "commits.pending",
                "Commits whose reveal can still come",
                () -> aged.get().count(CommitState.PENDING));
        FunctionCounter.builder(
                        "weighbridge.commits.lost",
                        aged,
                        commits -> commits.get().lost())
                .description("Commits whose reveal epoch passed without a reveal: lost or expired")
                .register(registry);
    }

    /** Tells what an earlier run has verified and seen, so that gauges are right before the first block. */
    public void startedAt(long coveredHead, long lastSet) {
        position.covered(coveredHead);
        position.set(lastSet);
    }

    /** Where other libraries register their own metrics, for those that take a Micrometer registry. */
    public Object registry() {
        return registry;
    }

    /** Everything in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void finalizedHead(BlockRef head) {
        position.finalized(head.number());
    }

    @Override
    public void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        blocks(lane).increment((double) covered.size());
        position.covered(lane == Lane.FOLLOW ? covered.last() : ChainPosition.UNKNOWN);
        for (WeightFact fact : facts) {
            String outcome = fact.outcome().word();
            facts(fact.kind(), outcome).increment();
            if (lane == Lane.FOLLOW && position.isLive(fact.block().number())) {
                blockToRow.record(age(fact.timestamp()));
            }
            if (outcome.equals("success") && fact.kind() != WeightFact.Kind.COMMIT) {
                position.set(fact.block().number());
            }
        }
    }

    @Override
    public void reconciled(Reconciling.Result result) {
        rowsUnmatched = result.state().rows().values().stream()
                .filter(verdict -> verdict != RowVerdict.OUT_OF_SCOPE)
                .count();
        disagreeing = result.state().rows().values().stream()
                        .filter(RowVerdict::isDisagreement)
                        .count()
                + result.state().facts().values().stream()
                        .filter(FactVerdict::isDisagreement)
                        .count();
        result.steps().forEach(step -> step.forEach(this::count));
    }

    private void count(LedgerChange change) {
        if (change instanceof LedgerChange.PutLink put) {
            rowsReconciled(put.link().tier()).increment();
        } else if (change instanceof LedgerChange.Insert) {
            rowsReconciled(Tier.INSERTED).increment();
        } else if (change instanceof LedgerChange.Write write) {
            fills(write.fill().column()).increment();
        }
    }

    private Counter rowsReconciled(Tier tier) {
        return counter("rows.reconciled", "Rows that were linked with their fact", "tier", tier.word());
    }

    private Counter fills(String column) {
        return counter("fills", "Cells of the validator's rows that were written", "column", column);
    }

    private Counter blocks(Lane lane) {
        return counter("blocks", "Blocks verified and stored", "lane", lane.word());
    }

    private Counter facts(WeightFact.Kind kind, String outcome) {
        return counter("facts", "Weight actions stored", "kind", kind.word(), "outcome", outcome);
    }

    private Counter reconnects(String reason) {
        return counter("reconnects", "Connections made anew", "reason", reason);
    }

    private Timer rpc() {
        return timer("rpc", "A request to an endpoint", FAST);
    }

    @Override
    public void backfilled(Progress progress) {
        backfill = new Backfill(
                progress.ratio(),
                progress.remaining().map(time -> time.toMillis() / 1000.0).orElse(Double.NaN));
    }

    @Override
    public void requestEnded(String endpoint, String method, String result, Duration took) {
        counter("rpc.requests", "Requests that ended", "endpoint", endpoint, "method", method, "result", result)
                .increment();
        rpc().record(took);
    }

    @Override
    public void reconnecting(String endpoint, String reason) {
        reconnects(reason).increment();
    }

    @Override
    public void endpointState(String endpoint, boolean usable, String reason) {
        endpoints.computeIfAbsent(endpoint, this::endpointGauge).set(usable ? 1 : 0);
    }

    @Override
    public void endpointBudget(String endpoint, double perMinute) {
        if (budgets.put(endpoint, perMinute) == null) {
            Gauge.builder("weighbridge.endpoint.budget", () -> budgets.getOrDefault(endpoint, Double.NaN))
                    .tag("endpoint", endpoint)
                    .description("Requests a minute that the endpoint allows, known of its host or learned")
                    .register(registry);
        }
    }

    @Override
    public void committed(Path file, Duration took) {
        storeWrite.record(took);
    }

    @Override
    public void busy(Path file) {
        busyRetries.increment();
    }

    /** Lets go of what listens to the garbage collector. */
    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    /** A chain's clock may be ahead of ours. */
    private Duration age(Instant time) {
        Duration age = Duration.between(time, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private AtomicInteger endpointGauge(String endpoint) {
        var state = new AtomicInteger();
        Gauge.builder("weighbridge.endpoint.state", state, AtomicInteger::get)
                .tag("endpoint", endpoint)
                .description("1 while the endpoint answers and agrees with the others, else 0")
                .register(registry);
        return state;
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder("weighbridge." + name, value).description(description).register(registry);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder("weighbridge." + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Timer timer(String name, String description, Duration... buckets) {
        return Timer.builder("weighbridge." + name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Duration[] buckets(long... milliseconds) {
        return Arrays.stream(milliseconds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private record Backfill(double ratio, double etaSeconds) {}
}
