package io.weighbridge.metrics;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.reconcile.FactVerdict;
import io.weighbridge.reconcile.Reconciliation;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.store.Cell;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.Tier;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.commit.CommitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");
    private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) (weighbridge_\\w+) (.*)");

    private final Metrics metrics = new Metrics(Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void whatIsNotKnownYetIsNotANumber() {
        assertThat(value("weighbridge_finalized_head")).isEqualTo("NaN");
        assertThat(value("weighbridge_lag_blocks")).isEqualTo("NaN");
        assertThat(value("weighbridge_head_age_seconds")).isEqualTo("NaN");
        assertThat(value("weighbridge_blocks_since_last_set")).isEqualTo("NaN");
    }

    @Test
    void whatMayNeverHappenIsThereFromTheStart() {
        assertThat(value("weighbridge_fills_total{column=\"transaction_hash\"}"))
                .isEqualTo("0.0");
        assertThat(value("weighbridge_reconnects_total{reason=\"silent\"}")).isEqualTo("0.0");
        assertThat(value("weighbridge_rows_reconciled_total{tier=\"hash\"}")).isEqualTo("0.0");
        assertThat(value("weighbridge_facts_total{kind=\"set\",outcome=\"success\"}"))
                .isEqualTo("0.0");
        assertThat(value("weighbridge_blocks_total{lane=\"backfill\"}")).isEqualTo("0.0");
    }

    @Test
    void theLagIsWhatIsFinalizedButNotCovered() {
        metrics.finalizedHead(block(100));
        metrics.stored(Lane.FOLLOW, new BlockRange(80, 90), List.of());

        assertThat(value("weighbridge_finalized_head")).isEqualTo("100.0");
        assertThat(value("weighbridge_covered_head")).isEqualTo("90.0");
        assertThat(value("weighbridge_lag_blocks")).isEqualTo("10.0");
        assertThat(value("weighbridge_blocks_total{lane=\"follow\"}")).isEqualTo("11.0");
    }

    @Test
    void aBackfillDoesNotMoveTheCoveredHead() {
        metrics.startedAt(50, 40);
        metrics.stored(Lane.BACKFILL, new BlockRange(60, 70), List.of());

        assertThat(value("weighbridge_covered_head")).isEqualTo("50.0");
        assertThat(value("weighbridge_blocks_total{lane=\"backfill\"}")).isEqualTo("11.0");
    }

    @Test
    void onlyASuccessCountsAsASet() {
        metrics.finalizedHead(block(100));
        metrics.stored(Lane.FOLLOW, new BlockRange(90, 100), List.of(fact(92, Outcome.Success.SUCCESS)));
        assertThat(value("weighbridge_blocks_since_last_set")).isEqualTo("8.0");

        metrics.stored(Lane.FOLLOW, new BlockRange(90, 100), List.of(fact(99, Outcome.Deferred.DEFERRED)));
        assertThat(value("weighbridge_blocks_since_last_set")).isEqualTo("8.0");
        assertThat(value("weighbridge_facts_total{kind=\"set\",outcome=\"success\"}"))
                .isEqualTo("1.0");
        assertThat(value("weighbridge_facts_total{kind=\"set\",outcome=\"deferred\"}"))
                .isEqualTo("1.0");
    }

    @Test
    void theTimeFromBlockToRowCountsFromTheBlocksOwnTime() {
        metrics.finalizedHead(block(91));
        metrics.stored(Lane.FOLLOW, new BlockRange(92, 92), List.of(fact(92, Outcome.Success.SUCCESS)));

        assertThat(value("weighbridge_block_to_row_seconds_sum")).isEqualTo("30.0");
        assertThat(value("weighbridge_block_to_row_seconds_bucket{le=\"25.0\"}"))
                .isEqualTo("0");
        assertThat(value("weighbridge_block_to_row_seconds_bucket{le=\"30.0\"}"))
                .isEqualTo("1");
    }

    @Test
    void aBlockThatWasCaughtUpWithTellsNothingOfDelays() {
        metrics.finalizedHead(block(92));
        metrics.stored(Lane.FOLLOW, new BlockRange(92, 92), List.of(fact(92, Outcome.Success.SUCCESS)));

        assertThat(value("weighbridge_block_to_row_seconds_count")).isEqualTo("0");
    }

    @Test
    void rowsThatSomebodyShouldLookIntoAreCounted() {
        metrics.reconciled(new Reconciling.Result(
                0,
                0,
                List.of(),
                new Reconciliation(
                        List.of(),
                        List.of(),
                        Map.of(1L, RowVerdict.ABSENT_ON_CHAIN, 2L, RowVerdict.PENDING, 3L, RowVerdict.AMBIGUOUS),
                        Map.of("a", FactVerdict.AMBIGUOUS, "b", FactVerdict.LINKED))));

        assertThat(value("weighbridge_rows_disagreeing")).isEqualTo("3.0");
        assertThat(value("weighbridge_rows_unmatched")).isEqualTo("3.0");
    }

    @Test
    void anEndpointIsUpOrDown() {
        metrics.endpointState("ws://a:1", true, "");
        metrics.endpointState("ws://b:2", false, "cannot reach ws://b:2");

        assertThat(value("weighbridge_endpoint_state{endpoint=\"ws://a:1\"}")).isEqualTo("1.0");
        assertThat(value("weighbridge_endpoint_state{endpoint=\"ws://b:2\"}")).isEqualTo("0.0");
    }

    @Test
    void anEndpointsBudgetIsWhatWasHeardLast() {
        metrics.endpointBudget("ws://a:1", Double.POSITIVE_INFINITY);
        assertThat(value("weighbridge_endpoint_budget{endpoint=\"ws://a:1\"}")).isEqualTo("+Inf");
        metrics.endpointBudget("ws://a:1", 100);
        assertThat(value("weighbridge_endpoint_budget{endpoint=\"ws://a:1\"}")).isEqualTo("100.0");
    }

    @Test
    void commitsAreCountedAsTheStoreTellsThem() {
        metrics.watchCommits(() -> new CommitSummary(
                Map.of(CommitState.PENDING, 2L, CommitState.LOST, 3L, CommitState.EXPIRED, 4L), List.of()));

        assertThat(value("weighbridge_commits_pending")).isEqualTo("2.0");
        assertThat(value("weighbridge_commits_lost_total")).isEqualTo("7.0");
    }

    @Test
    void thePlaceWithTheLongestSilenceTellsTheTempos() {
        metrics.watchLastSets(
                () -> List.of(sinceLastSet(900, 360), sinceLastSet(720, 99), sinceLastSet(5000, SinceLastSet.UNKNOWN)),
                7);

        assertThat(value("weighbridge_tempos_since_last_set")).startsWith("7.27");
        assertThat(value("weighbridge_weights_overdue")).isEqualTo("1.0");
    }

    @Test
    void weightsAreNotOverdueBeforeTheTempoIsKnown() {
        metrics.watchLastSets(() -> List.of(sinceLastSet(5000, SinceLastSet.UNKNOWN)), 3);

        assertThat(value("weighbridge_tempos_since_last_set")).isEqualTo("NaN");
        assertThat(value("weighbridge_weights_overdue")).isEqualTo("0.0");
    }

    @Test
    void whatHoldsUpTheRunIsTheOnlyCauseShown() {
        metrics.watchLagCause(() -> new LagCause(LagCause.Kind.RATE_LIMIT, false, "ws://node allows few requests"));

        assertThat(value("weighbridge_lag_cause{cause=\"rate_limit\"}")).isEqualTo("1.0");
        assertThat(value("weighbridge_lag_cause{cause=\"store_slow\"}")).isEqualTo("0.0");
    }

    @Test
    void theTableOfTheReadmeListsEveryMetricAndNoOther() throws IOException {
        feedEverything();

        String readme = Files.readString(Path.of("README.md"));
        assertThat(between(readme, "<!-- metrics -->", "<!-- /metrics -->").strip())
                .as("paste this table into README.md:%n%s", table())
                .isEqualTo(table());
    }

    @Test
    void theBoardShowsEveryMetricAndTheAlertsAskForNoOther() throws IOException {
        feedEverything();
        List<String> names = metrics.scrape()
                .lines()
                .map(HEAD::matcher)
                .filter(Matcher::matches)
                .map(head -> head.group(2))
                .distinct()
                .toList();
        String board = Files.readString(Path.of("config/grafana/weighbridge.json"));
        String alerts = Files.readString(Path.of("config/prometheus/alerts.yml"));

        assertThat(asked(board)).containsAll(names).isSubsetOf(names);
        assertThat(asked(alerts)).isNotEmpty().isSubsetOf(names);
    }

    /** The metrics that a file asks for, those of a histogram by their common name. */
    private static Set<String> asked(String file) {
        return Pattern.compile("weighbridge_[a-z_]+")
                .matcher(file)
                .results()
                .map(found -> found.group().replaceFirst("_(bucket|count|sum)$", ""))
                .filter(name -> !name.equals("weighbridge_verdicts"))
                .collect(toSet());
    }

    private void feedEverything() {
        metrics.watchParkedBlocks(() -> 0);
        metrics.watchLagCause(() -> LagCause.NONE);
        metrics.watchRows(() -> Duration.ZERO);
        metrics.watchCommits(() -> CommitSummary.of(List.of()));
        metrics.watchLastSets(List::of, 3);
        metrics.stored(Lane.FOLLOW, new BlockRange(92, 92), List.of(fact(92, Outcome.Success.SUCCESS)));
        metrics.requestEnded("ws://a:1", "chain_getBlock", "ok", Duration.ofMillis(3));
        metrics.reconnecting("ws://a:1", "closed");
        metrics.endpointState("ws://a:1", true, "");
        metrics.endpointBudget("ws://a:1", 100);
        metrics.reconciled(reconciled());
    }

    private static Reconciling.Result reconciled() {
        var link = new RowLink(1, "fact", Tier.HASH, RowLink.Role.PRIMARY, Map.of(), "its hash", 0);
        var fill = new Fill(1, "block_number", Cell.Null.NULL, new Cell.Int(92), Tier.HASH, "fact");
        return new Reconciling.Result(
                1,
                2,
                List.of(List.of(new LedgerChange.PutLink(link), new LedgerChange.Write(fill))),
                Reconciliation.NOTHING);
    }

    /** The table as the scrape tells it: a histogram's {@code _max} goes with it. */
    private String table() {
        var help = new TreeMap<String, String>();
        var type = new TreeMap<String, String>();
        metrics.scrape().lines().map(HEAD::matcher).filter(Matcher::matches).forEach(head -> {
            boolean isHelp = head.group(1).equals("HELP");
            (isHelp ? help : type).put(head.group(2), head.group(3).strip());
        });
        type.keySet().removeIf(name -> name.endsWith("_max") && type.containsKey(name.replace("_max", "")));
        return "| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n"
                + type.keySet().stream()
                        .map(name ->
                                "| `%s` | %s |%s | %s |".formatted(name, type.get(name), labels(name), help.get(name)))
                        .collect(joining("\n"));
    }

    /** The labels with a space before each, none for none. */
    private String labels(String name) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.matches(name + "(_bucket)?(\\{.*)? .*"))
                .findFirst()
                .map(line -> Pattern.compile("(\\w+)=\"")
                        .matcher(line)
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le"))
                        .map(label -> " `" + label + "`")
                        .collect(joining(",")))
                .orElse("");
    }

    private String value(String series) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .findFirst()
                .map(line -> line.substring(series.length() + 1))
                .orElse("absent");
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to);
        return start < 0 || end < start ? "" : text.substring(start + from.length(), end);
    }

    private static BlockRef block(long number) {
        return new BlockRef(number, Hash.fromHex("ab".repeat(32)));
    }

    private static SinceLastSet sinceLastSet(long blocks, int tempo) {
        return new SinceLastSet(AccountId.fromHex("11".repeat(32)), StorageIndex.of(1), 1, blocks, tempo);
    }

    private static WeightFact fact(long number, Outcome outcome) {
        return new WeightFact(
                block(number),
                NOW.minusSeconds(30),
                293,
                new Position("x1"),
                "SubtensorModule.set_weights",
                WeightFact.Kind.SET,
                Origin.Hook.HOOK,
                AccountId.fromHex("11".repeat(32)),
                StorageIndex.of(1),
                KnownUid.Unknown.UNKNOWN,
                outcome,
                Payload.Opaque.OPAQUE);
    }
}
