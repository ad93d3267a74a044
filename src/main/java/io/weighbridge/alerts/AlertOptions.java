package io.weighbridge.alerts;

import java.time.Duration;
import java.util.List;

/**
 * Who is told, and when.
 *
 * @param webhooks where alerts are sent to; empty for nowhere
 * @param overdueTempos weights are overdue after more than so many tempos without a set, above 0
 * @param stuckAfter no new block for so long means that the chain is not followed
 * @param repeatAfter what lasts is told again after so long; a failure of the same kind is not told again before
 */
public record AlertOptions(List<Webhook> webhooks, double overdueTempos, Duration stuckAfter, Duration repeatAfter) {

    /** Nobody is told. */
    public static final AlertOptions DEFAULT =
            new AlertOptions(List.of(), 3, Duration.ofMinutes(5), Duration.ofHours(6));

    /** Copies the list. */
    public AlertOptions {
        webhooks = List.copyOf(webhooks);
    }
}
