package io.weighbridge.cli;

import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.web.RowStanding;
import io.weighbridge.weights.WeightFact;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a person sees of the demo: a line for each weight action, and under it how things stand. Safe for many threads. */
final class DemoScreen implements Wiring.Watcher {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final int WIDTH = 80;
    private static final String FORM = "%-8s  %5s  %-18s  ";

    /** What the form leaves of the width. */
    private static final int REST = 29;

    private static final int BARS = 13;
    private static final int GENESIS_SHOWN = 10;

    private final PrintStream out;
    private final TerminalColours colours;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    /** The numbers of the blocks that hold facts, by their hashes. */
    private final Map<String, Long> blocks = new HashMap<>();

    private boolean live;
    private long finalized;
    private long verified;
    private int inserted;
    private long requests;
    private long pastActions;
    private Duration headToRow = Duration.ZERO;
    private long heard;
    private int spec;

    DemoScreen(PrintStream out, TerminalColours colours) {
        this.out = out;
        this.colours = colours;
    }

    /** What this is, before there is anything to see. */
    synchronized void title() {
        out.println(colours.bold("Weighbridge") + " beside a simulated validator; nothing leaves this machine");
        out.println();
        out.flush();
    }

    /** Where everything is. */
    synchronized void header(Devnet chain, Settings settings, Duration blockTime, String http) {
        field("page", http.startsWith("http") ? colours.bold(http) : http);
        field(
                "chain",
                chain.uri() + ", genesis " + chain.genesisHash().hex().substring(0, GENESIS_SHOWN) + "…, a block every "
                        + blockTime.toMillis() + " ms");
        field("store", settings.store().shown());
        out.println();
    }

    /** The past has been read. */
    synchronized void backfillDone(BackfillResult past, Map<RowStanding, Long> standings) {
        pastActions = past.progress().facts();
        field(
                "backfill",
                "blocks " + past.requested() + ": " + Words.count(pastActions, "weight action") + " in "
                        + Times.text(past.progress().elapsed()));
        field("rows", colours.standings(standings));
        out.println();
        out.println(colours.faint(
                String.format(Locale.ROOT, FORM + "%-13s  %s", "TIME", "BLOCK", "ON THE CHAIN", "OUTCOME", "WEIGHTS")));
        live = true;
    }

    /** What became of the validator's rows. */
    @Override
    public synchronized void reconciled(Reconciling.Result result) {
        if (live) {
            result.steps().stream().flatMap(RowChangeText::of).forEach(news -> {
                eraseFooter();
                out.println(colours.faint(String.format(Locale.ROOT, FORM, "", block(news), "↳ " + news.row()))
                        + news.text());
            });
            footer();
        }
    }

    @Override
    public synchronized void finalizedHead(BlockRef head) {
        finalized = Math.max(finalized, head.number());
        heard = System.nanoTime();
        footer();
    }

    @Override
    public synchronized void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        verified = Math.max(verified, covered.last());
        for (WeightFact fact : facts) {
            outcomes.merge(fact.outcome().word(), 1, Integer::sum);
            blocks.put(fact.block().hash().hex(), fact.block().number());
            if (lane == Lane.FOLLOW) {
                headToRow = Duration.ofNanos(System.nanoTime() - heard);
                eraseFooter();
                out.println(line(fact));
            }
        }
        footer();
    }

    @Override
    public synchronized void rowsInserted(int more) {
        inserted += more;
        footer();
    }

    @Override
    public synchronized void runtimeKnown(int specVersion, BlockRange executed) {
        if (live && spec != 0 && specVersion != spec) {
            eraseFooter();
            out.println(colours.cool("the runtime was upgraded: spec " + spec + " → " + specVersion + ", from block "
                    + executed.first() + " on"));
        }
        spec = specVersion;
    }

    @Override
    public synchronized void parked(long block, String reason) {
        eraseFooter();
        out.println(colours.bad("block " + block + " was put aside: " + reason));
    }

    @Override
    public synchronized void requestEnded(String endpoint, String method, String result, Duration took) {
        requests++;
    }

    /** Nothing more happens. */
    synchronized void endLive() {
        eraseFooter();
        live = false;
    }

    /** What it came to, and how to look at it. */
    synchronized void summary(Path settings, URI chain, long logged, Map<RowStanding, Long> standings) {
        out.println();
        field("verified", "blocks 1–" + verified + ", " + Words.count(requests, "request") + " to " + chain);
        field(
                "actions",
                outcomes.entrySet().stream()
                        .map(entry -> colours.outcome(
                                entry.getKey(),
                                entry.getValue() + " " + entry.getKey().replace('_', ' ')))
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("none"));
        field("rows", logged + " logged by the validator. Against the chain: " + colours.standings(standings));
        out.println();
        out.println("Look at it:");
        String options = " --config " + settings;
        out.println("  scripts/weighbridge status --offline" + options);
        out.println("  scripts/weighbridge history --limit 20" + options);
        out.println("  scripts/weighbridge history --outcome failed --format json" + options);
        out.println("  scripts/weighbridge reconcile --dry-run" + options);
    }

    /** The block of the fact whose row has news: often an older one than the last that was shown. */
    private String block(RowChangeText news) {
        Long number = blocks.get(news.fact().substring(0, news.fact().indexOf(':')));
        return number == null ? "" : number.toString();
    }

    private String line(WeightFact fact) {
        String word = fact.outcome().word();
        int mechanism = fact.index().mechanism().value();
        return String.format(
                        Locale.ROOT,
                        FORM,
                        CLOCK.format(fact.timestamp()),
                        fact.block().number(),
                        action(fact) + (mechanism == 0 ? "" : " (mechanism " + mechanism + ")"))
                + colours.outcome(word, outcome(fact))
                + colours.cool(weights(fact));
    }

    /** The call without what all of them have in common; what the chain did by itself has no call. */
    private static String action(WeightFact fact) {
        if (fact.kind() == WeightFact.Kind.AUTO_REVEAL) {
            return "auto_reveal";
        }
        String call = fact.call().substring(fact.call().indexOf('.') + 1);
        return call.replace("_weights", "")
                .replace("mechanism", "mech")
                .replace("_timelocked", "")
                .replace("_crv3", "");
    }

    private static String outcome(WeightFact fact) {
        String error = FactText.error(fact.outcome());
        String word = fact.outcome().word().replace('_', ' ');
        if (error.isEmpty()) {
            return String.format(Locale.ROOT, "%-13s  ", (word.equals("success") ? "✓ " : "· ") + word);
        }
        String name = error.substring(error.indexOf('.') + 1);
        return clipped("✗ " + (word.equals("failed") ? "" : word + ": ") + name, REST);
    }

    private static String clipped(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String weights(WeightFact fact) {
        if (!FactText.error(fact.outcome()).isEmpty()) {
            return "";
        }
        return fact.payload()
                .open()
                .map(open -> Sparkline.of(open.values(), BARS))
                .orElseGet(() -> FactText.carried(fact.payload()));
    }

    private void footer() {
        if (live && colours.coloured()) {
            eraseFooter();
            String status = String.format(
                    Locale.ROOT,
                    "head %d · verified %d · lag %d · %d rows added · %d requests · %d ms to row",
                    finalized,
                    verified,
                    Math.max(0, finalized - verified),
                    inserted,
                    requests,
                    headToRow.toMillis());
            // A line that wraps could not be erased.
            out.print(colours.faint(clipped(status, WIDTH - 1)));
            out.flush();
        }
    }

    private void eraseFooter() {
        if (colours.coloured()) {
            out.print("\r\u001b[2K");
        }
    }

    private void field(String name, String text) {
        out.println(colours.faint(String.format(Locale.ROOT, "%-9s", name)) + " " + text);
    }
}
