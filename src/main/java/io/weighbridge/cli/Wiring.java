package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.alerts.Alarm;
import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.ingest.Rows;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.reconcile.ReconcileListener;
import io.weighbridge.reconcile.ReconciledRows;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.Endurance;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sqlite.LockHolder;
import io.weighbridge.watch.CommitTally;
import io.weighbridge.watch.LagMonitor;
import io.weighbridge.watch.LastSetTracker;
import io.weighbridge.watch.RowWatch;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.watch.SteadyClock;
import io.weighbridge.watch.Tempos;
import io.weighbridge.web.History;
import io.weighbridge.web.LiveStream;
import io.weighbridge.web.Readiness;
import io.weighbridge.web.RowDelays;
import io.weighbridge.web.RowStanding;
import io.weighbridge.web.StatusReport;
import io.weighbridge.web.WebOptions;
import io.weighbridge.web.WebServer;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Puts together what an indexing run consists of, and takes it apart again. The only place that knows every part. */
final class Wiring implements AutoCloseable {

    private final Settings settings;
    private final Clock steady = new SteadyClock();
    private final Metrics metrics = new Metrics(Clock.systemUTC());
    private final CommitTally tally;
    private final Seen seen;
    private final EndpointStates endpoints = new EndpointStates();
    private final Endurance endurance;
    private final OpenStore databases;
    private final WriterThreads writers = new WriterThreads();
    private final ChainSource source;
    private final List<SingleEndpoint> singleEndpoints;
    private final LagMonitor lagMonitor;
    private final RowWatch rowWatch;
    private final Readiness readiness;
    private final LagReporter lagReporter;
    private final Ingest ingest;
    private final LiveStream live = new LiveStream();
    private final RowDelays delays = new RowDelays(Clock.systemUTC());
    private final LastSetTracker lastSets;
    private final BackgroundNotes notes;
    private final Alarm alarm;
    private final Queue<WebServer> servers = new ConcurrentLinkedQueue<>();

    private Wiring(
            Settings settings,
            List<URI> nodes,
            Watcher watcher,
            UnaryOperator<ChainSource> around,
            Endurance endurance) {
        this.settings = settings;
        this.endurance = endurance;
        this.lagMonitor = new LagMonitor(Path.of(settings.store().shown()), Wiring::processorTime, steady);
        this.rowWatch = new RowWatch(Path.of(settings.store().shown()), LockHolder::of, steady);
        this.databases = OpenStore.toWrite(
                settings, metrics, new StoreListeners(List.of(metrics, lagMonitor, rowWatch)), endurance);
        RangeSet covered = databases.store().coverage(settings.tracked());
        this.tally = new CommitTally(databases.store(), settings.tracked());
        this.seen = Seen.in(databases.store(), settings.tracked(), tally);
        this.lastSets = lastSets(covered);
        this.notes = new BackgroundNotes(databases.store());
        this.alarm = alarm();
        lagMonitor.startedAt(covered.last().orElse(-1));
        this.readiness = new Readiness(covered.last().orElse(-1), lagMonitor::lagCause, steady);
        this.lagReporter = new LagReporter(lagMonitor::lagCause, rowWatch::now, databases.store(), Clock.systemUTC());
        var listeners = new SourceListeners(List.of(metrics, endpoints, lagMonitor, watcher));
        this.source = around.apply(NodeSources.of(nodes, settings, meant(), listeners));
        this.singleEndpoints = NodeSources.singleEndpoints(nodes, settings.trustEndpoint(), listeners, around);
        metrics.startedAt(covered.last().orElse(-1), lastSet());
        metrics.watchLastSets(lastSets::all, settings.alerts().overdueTempos());
        metrics.watchLagCause(lagMonitor::lagCause);
        metrics.watchRows(rowWatch::length);
        metrics.watchParkedBlocks(() -> seen.parked().get().size());
        metrics.watchCommits(seen.counts());
        this.ingest = new Ingest(
                source,
                databases.store().patient(),
                rows(watcher),
                BlockDecoder.of(new WeightReader(settings.tracked())),
                ingestOptions(settings),
                writers.schedulers(),
                new Listeners(List.of(
                        metrics,
                        lagMonitor,
                        rowWatch,
                        readiness,
                        endpoints,
                        live,
                        delays,
                        lastSets,
                        tally,
                        new Tempos(this::states, lastSets, found -> NotedTempos.write(notes, found)),
                        alarm,
                        watcher)));
    }

    /** What earlier runs saw of sets. */
    private LastSetTracker lastSets(RangeSet covered) {
        long from = covered.ranges().isEmpty()
                ? SinceLastSet.NEVER
                : covered.ranges().get(covered.ranges().size() - 1).first();
        var seen = new LastSetTracker(settings.tracked(), from, covered.last().orElse(SinceLastSet.NEVER));
        NotedTempos.read(databases.store()).forEach(seen::tempo);
        for (StatusReport.LastSet set : lastSets()) {
            seen.set(
                    AccountId.fromSs58(set.hotkey()),
                    new StorageIndex(new Netuid(set.netuid()), new MechanismId(set.mechanism())),
                    set.block());
        }
        return seen;
    }

    private Alarm alarm() {
        return new Alarm(
                settings.alerts(),
                new Alarm.Sources(
                        lastSets,
                        seen.parked(),
                        seen.commits(),
                        () -> readiness.verdict().reason(),
                        lagMonitor::lagCause,
                        rowWatch::now,
                        () -> seen.verified().get(),
                        notes),
                Clock.systemUTC());
    }

    /** The newest verified block; 0 for none. */
    long verified() {
        return seen.verified().get();
    }

    /** What is asked of the store again and again, also while it is out of service. */
    private record Seen(
            Supplier<List<ParkedBlock>> parked,
            LongFunction<List<StoredCommit>> commits,
            Supplier<CommitSummary> counts,
            Supplier<Long> verified) {

        static Seen in(Store store, Tracked tracked, CommitTally tally) {
            return new Seen(
                    new Remembered<>(store::parkedBlocks),
                    from -> commits(store, tracked, from),
                    new Remembered<>(tally::summary),
                    new Remembered<>(() -> store.coverage(tracked).last().orElse(0)));
        }

        /** While the store is out of service nothing becomes of any commit. */
        private static List<StoredCommit> commits(Store store, Tracked tracked, long from) {
            try {
                return store.commits(tracked, new BlockRange(from, FactQuery.ALL_BLOCKS.last()));
            } catch (StoreException.Unavailable e) {
                return List.of();
            }
        }
    }

    /** Begins to watch for what people must hear of, until {@link #close()}. */
    void startAlarm() {
        alarm.start();
        lagReporter.start();
    }

    private StateReader states() {
        return ingest.states();
    }

    /** The one validator's rows are matched with facts; a table of our own gets what it lacks, but for everybody's facts. */
    private Rows rows(Watcher watcher) {
        Tracked tracked = settings.tracked();
        boolean reconciles = settings.ledger() instanceof LedgerPlace.ValidatorFile
                && !tracked.hotkeys().isEmpty();
        return reconciles
                ? new ReconciledRows(
                        databases.store().patient(),
                        databases.editable(),
                        tracked,
                        ReconcileRules.of(settings),
                        Clock.systemUTC(),
                        result -> {
                            metrics.reconciled(result);
                            alarm.reconciled(result);
                            watcher.reconciled(result);
                        })
                : Rows.inserted(databases.store().patient(), databases.ledger(), tracked);
    }

    /** Hears everything that a person may want to watch. */
    interface Watcher extends ProgressListener, SourceListener, ReconcileListener {

        @Override
        default void reconciled(Reconciling.Result result) {}
    }

    /** Opens the databases and prepares the rest; nothing is asked of a node yet. */
    static Wiring of(Settings settings, List<URI> nodes, Watcher watcher) {
        return of(settings, nodes, watcher, source -> source);
    }

    /** The same with something put around the source, such as {@link io.weighbridge.source.ProvedSource}. */
    static Wiring of(Settings settings, List<URI> nodes, Watcher watcher, UnaryOperator<ChainSource> around) {
        return new Wiring(settings.readyToIndex(), nodes, watcher, around, Endurance.none());
    }

    /** The same for a run of months: where the store is out of service it waits, until {@link #hurry()}. */
    static Wiring enduring(Settings settings, List<URI> nodes, Watcher watcher) {
        return new Wiring(settings.readyToIndex(), nodes, watcher, source -> source, Endurance.untilEnded());
    }

    /** What waits for a store that is out of service gives up: the run is to end. */
    void hurry() {
        endurance.end();
    }

    /** The nodes, each for itself. */
    List<SingleEndpoint> singleEndpoints() {
        return singleEndpoints;
    }

    /** Whose chain is meant: the network says so, or the store. */
    private Optional<Hash> meant() {
        return settings.network().genesis().or(() -> databases.store().genesis());
    }

    /** The genesis hash of the nodes' chain, if it is the chain that the settings name. */
    Single<Hash> checkedGenesis() {
        return source.genesisHash().doOnSuccess(found -> {
            Optional<Hash> expected = settings.network().genesis();
            if (expected.isPresent() && !expected.get().equals(found)) {
                throw new SourceException.Unusable("the endpoint serves the chain with genesis hash " + found
                        + ", expected " + expected.get() + " of network "
                        + settings.network().word()
                        + ". Check --network and --endpoint; an endpoint given without --network may be of any chain");
            }
        });
    }

    /** What follow and backfill run on. */
    Ingest ingest() {
        return ingest;
    }

    /** How the table and the chain stand to each other. */
    Map<RowStanding, Long> standings() {
        return RowStanding.count(databases.ledger());
    }

    /** Finds blocks by their time. */
    BlockSearch blockSearch() {
        return new BlockSearch(source, ingest::timeAt);
    }

    /** Starts to serve HTTP, until {@link #close()}; gives the address that was bound. */
    String serve(HttpPlace.Address address) {
        var content = new WebServer.Content(
                metrics,
                readiness,
                () -> StatusReport.of(databases.store(), settings.tracked(), endpoints.statuses(), tally.summary())
                        .withTempos(lastSets.tempos(), settings.alerts().overdueTempos())
                        .withLagCause(lagMonitor.lagCause())
                        .withRowWait(rowWatch.now()),
                new History(databases.store(), databases.ledger()),
                live,
                delays,
                settings.tracked());
        WebServer server = WebServer.start(new WebOptions(address.host(), address.port()), content);
        servers.add(server);
        return server.address();
    }

    /** Lets what is being written come to its end, then closes everything. */
    @Override
    public void close() {
        alarm.close();
        notes.close();
        lagReporter.close();
        servers.forEach(WebServer::close);
        source.close();
        singleEndpoints.forEach(endpoint -> endpoint.source().close());
        writers.close();
        databases.close();
        metrics.close();
    }

    private List<StatusReport.LastSet> lastSets() {
        return StatusReport.lastSets(databases.store(), settings.tracked());
    }

    private long lastSet() {
        return lastSets().stream().mapToLong(StatusReport.LastSet::block).max().orElse(-1);
    }

    private static IngestOptions ingestOptions(Settings settings) {
        return settings.ledger() instanceof LedgerPlace.ValidatorFile
                ? IngestOptions.DEFAULT.withSettle(settings.rows().settle())
                : IngestOptions.DEFAULT;
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
