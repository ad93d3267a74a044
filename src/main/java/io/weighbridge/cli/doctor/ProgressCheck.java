package io.weighbridge.cli.doctor;

import io.weighbridge.web.StatusReport;
import java.util.ArrayList;
import java.util.List;

/** Whether indexing keeps up, and what it left behind. */
public final class ProgressCheck {

    private static final String SUBJECT = "progress";
    private static final long BEHIND = 50;

    private ProgressCheck() {}

    /**
     * Judges how a store stands.
     *
     * @param report how it stands
     * @param atWork whether a Weighbridge writes to it now
     */
    public static List<Finding> of(StatusReport report, boolean atWork) {
        var findings = new ArrayList<Finding>();
        if (report.targets().stream().allMatch(target -> target.coverage().isEmpty())) {
            findings.add(Finding.note(SUBJECT, "nothing is verified yet"));
        } else {
            findings.add(lag(report.lag(), atWork));
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
        return findings;
    }

    private static Finding lag(long lag, boolean atWork) {
        if (lag < 0) {
            return Finding.note(SUBJECT, "how far behind it is cannot be told: no node answers");
        }
        if (lag <= BEHIND) {
            return Finding.ok(SUBJECT, lag + " blocks behind the finalized head");
        }
        return atWork
                ? Finding.warning(
                        SUBJECT,
                        lag + " blocks behind the finalized head, though a Weighbridge is at work",
                        "it may be catching up: see whether 'weighbridge status' shows fewer in a minute; else its node is"
                                + " slow or refuses it")
                : Finding.warning(
                        SUBJECT,
                        lag + " blocks behind the finalized head, and no Weighbridge is at work",
                        "start 'weighbridge follow'");
    }
}
