package io.weighbridge.cli.doctor;

import io.weighbridge.watch.LagCause;
import io.weighbridge.web.StatusReport;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether indexing keeps up, and what it left behind. */
public final class ProgressCheck {

    private static final String SUBJECT = "progress";
    private static final long BEHIND = 50;

    private ProgressCheck() {}

    /**
     * Judges how a store stands.
     *
     * @param report how it stands, with what holds it up
     */
    public static List<Finding> of(StatusReport report) {
        var findings = new ArrayList<Finding>();
        if (report.targets().stream().allMatch(target -> target.coverage().isEmpty())) {
            findings.add(
                    Finding.note(
                            SUBJECT,
                            "nothing is verified yet: 'backfill --since 7d' reads what was, 'follow' begins at the finalized head"));
        } else {
            findings.add(lag(report));
        }
        long gaps = report.targets().stream()
                .mapToLong(target -> target.gaps().size())
                .sum();
        if (gaps > 0) {
            findings.add(Finding.warning(
                    SUBJECT,
                    gaps + " blocks between verified ones are not verified",
                    "'weighbridge status' lists them; 'weighbridge backfill --from N --to N' reads them"));
        }
        if (!report.parked().isEmpty()) {
            var first = report.parked().get(0);
            findings.add(Finding.warning(
                    SUBJECT,
                    report.parked().size() + " blocks could not be read; the first, " + first.block() + ": "
                            + first.reason(),
                    "they are tried again; 'weighbridge status' lists them"));
        }
        if (report.rowWait().isPresent()) {
            findings.add(Finding.warning(
                    SUBJECT,
                    "rows are due since " + report.rowWait().since().truncatedTo(ChronoUnit.SECONDS)
                            + " and cannot be written: " + report.rowWait().reason(),
                    "they are tried again, nothing is lost; 'journalctl -u weighbridge' tells when they are written"));
        }
        return findings;
    }

    /** Judges rows that may wait for ever, by what is said of them. */
    public static List<Finding> ofRows(Optional<String> beyondHead) {
        return beyondHead
                .map(said -> Finding.warning(
                        "rows", said, "compare with the validator's log; a row that is corrected is judged anew"))
                .stream()
                .toList();
    }

    private static Finding lag(StatusReport report) {
        long lag = report.lag();
        LagCause lagCause = report.lagCause();
        if (lag < 0) {
            return Finding.note(SUBJECT, "how far behind it is cannot be told: no node answers");
        }
        if (lag <= BEHIND) {
            return Finding.ok(SUBJECT, lag + " blocks behind the finalized head");
        }
        return Finding.warning(SUBJECT, lag + " blocks behind the finalized head", lagCause.reason());
    }
}
