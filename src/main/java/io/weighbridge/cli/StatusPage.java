package io.weighbridge.cli;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.cli.settings.Network;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.web.RowStanding;
import io.weighbridge.web.StatusReport;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.commit.CommitState;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How things stand, for people. */
final class StatusPage {

    private static final String INDENT = " ".repeat(12);
    private static final int RANGES_SHOWN = 8;
    private static final int LINES_SHOWN = 20;

    private final StatusReport report;
    private final Map<RowStanding, Long> rows;
    private final String store;
    private final TerminalColours colours;
    private final int width;

    StatusPage(StatusReport report, Map<RowStanding, Long> rows, String store, TextLayout layout) {
        this.report = report;
        this.rows = rows;
        this.store = store;
        this.colours = new TerminalColours(layout.coloured());
        this.width = layout.width();
    }

    /**
     * First what a validator wants to know, then how far that can be relied on.
     *
     * @param doubt a sentence about rows that may wait for ever
     */
    void print(PrintStream out, Optional<String> doubt) {
        lastSets(out);
        commits(out, report.commits());
        line(out, "rows", colours.standings(rows));
        if (report.rowWait().isPresent()) {
            out.println(INDENT
                    + colours.odd("some wait since "
                            + report.rowWait().since().truncatedTo(ChronoUnit.SECONDS) + ": "
                            + report.rowWait().reason()));
        }
        doubt.ifPresent(said -> out.println(INDENT + colours.odd(said)));
        report.targets().forEach(target -> target(out, target));
        if (report.targets().isEmpty()) {
            line(out, "verified", "nothing");
        }
        line(out, "facts", Words.count(report.facts(), "weight action"));
        parked(out);
        for (var endpoint : report.endpoints()) {
            line(
                    out,
                    "endpoint",
                    endpoint.usable()
                            ? endpoint.name() + " " + colours.good("finalized head " + endpoint.head())
                            : colours.bad(endpoint.reason()));
        }
        line(out, "store", store);
        line(out, "chain", chain());
    }

    private void target(PrintStream out, StatusReport.Target target) {
        line(out, "of", whose(target.tracked()));
        line(out, "verified", ranges(target.coverage()));
        CoverageText.of(report.coverageRows(), target.tracked())
                .forEach(
                        way -> Words.wrapped(way, width - INDENT.length()).forEach(part -> out.println(INDENT + part)));
        line(out, "gaps", target.gaps().isEmpty() ? colours.good("none") : colours.odd(ranges(target.gaps())));
        line(
                out,
                "lag",
                target.lag() < 0 ? "not known: no endpoint told its head" : Words.count(target.lag(), "block"));
        if (report.lagCause().isPresent()) {
            out.println("            " + colours.odd(report.lagCause().reason()));
        }
    }

    private static String whose(Tracked tracked) {
        String hotkeys = tracked.hotkeys().isEmpty()
                ? "every hotkey"
                : tracked.hotkeys().stream().map(FactText::shortOf).sorted().collect(Collectors.joining(", "));
        String netuids = tracked.netuids().isEmpty()
                ? "every netuid"
                : "netuid "
                        + tracked.netuids().stream()
                                .sorted()
                                .map(Object::toString)
                                .collect(Collectors.joining(", "));
        return hotkeys + " on " + netuids;
    }

    private void lastSets(PrintStream out) {
        if (report.lastSets().isEmpty()) {
            line(out, "last set", "none seen; 'backfill --since 7d' reads what came before 'follow'");
        }
        report.lastSets().stream()
                .limit(LINES_SHOWN)
                .forEach(set -> line(
                        out,
                        "last set",
                        Hotkeys.shortOf(set.hotkey()) + " on netuid " + set.netuid()
                                + (set.mechanism() == 0 ? "" : " mechanism " + set.mechanism()) + ": block "
                                + set.block() + ", " + set.at().truncatedTo(ChronoUnit.SECONDS) + ", "
                                + Words.count(set.blocksSince(), "block") + tempos(set)));
        more(out, report.lastSets().size());
    }

    /** How long ago, in epochs of the subnet, and whether that is too long. */
    private String tempos(StatusReport.LastSet set) {
        if (set.tempo() == SinceLastSet.UNKNOWN) {
            return " ago";
        }
        double tempos = (double) set.blocksSince() / set.tempo();
        String text = String.format(Locale.ROOT, " (%.1f tempos) ago, ", tempos);
        return tempos > report.overdueTempos()
                ? text + colours.bad(String.format(Locale.ROOT, "overdue: more than %s", limit()))
                : text + colours.good("fine");
    }

    private String limit() {
        double limit = report.overdueTempos();
        return (limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit)) + " tempos";
    }

    private void commits(PrintStream out, CommitSummary commits) {
        if (commits.total() == 0) {
            line(out, "commits", "none seen");
            return;
        }
        line(
                out,
                "commits",
                Arrays.stream(CommitState.values())
                        .filter(state -> commits.count(state) > 0)
                        .map(state -> coloured(state, commits.count(state) + " " + state.word()))
                        .collect(Collectors.joining(", ")));
        commits.oldestPending()
                .forEach(oldest -> out.println("            the oldest pending, of "
                        + Hotkeys.shortOf(oldest.hotkey().ss58()) + " on netuid "
                        + oldest.index().netuid() + " in block "
                        + oldest.life().commit().block() + ", can be revealed until block "
                        + CommitSummary.lastBlock(oldest)));
    }

    private String coloured(CommitState state, String text) {
        return switch (state) {
            case REVEALED -> colours.good(text);
            case LOST, EXPIRED -> colours.bad(text);
            case OVERWRITTEN, UNKNOWN -> colours.odd(text);
            case PENDING -> text;
        };
    }

    private void parked(PrintStream out) {
        line(
                out,
                "parked",
                report.parked().isEmpty()
                        ? colours.good("none")
                        : colours.bad(Words.count(report.parked().size(), "block")));
        report.parked().stream()
                .limit(LINES_SHOWN)
                .forEach(block -> out.println("            block " + block.block() + ", tried "
                        + Words.count(block.attempts(), "time") + ": " + block.reason()));
        more(out, report.parked().size());
    }

    private static void more(PrintStream out, int size) {
        if (size > LINES_SHOWN) {
            out.println("            and " + (size - LINES_SHOWN) + " more; --format json shows all");
        }
    }

    private String chain() {
        if (report.genesis().isEmpty()) {
            return "none seen yet";
        }
        return Network.of(Hash.fromHex(report.genesis()))
                        .map(network -> network.word() + ", ")
                        .orElse("") + "genesis " + report.genesis();
    }

    private static String ranges(RangeSet blocks) {
        if (blocks.isEmpty()) {
            return "nothing";
        }
        String shown = blocks.ranges().stream()
                .limit(RANGES_SHOWN)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        int left = blocks.ranges().size() - RANGES_SHOWN;
        return shown + (left > 0 ? " and " + left + " more" : "") + " (" + Words.count(blocks.size(), "block") + ")";
    }

    private void line(PrintStream out, String name, String text) {
        out.println(colours.faint(String.format(java.util.Locale.ROOT, "%-10s", name)) + "  " + text);
    }
}
