package io.weighbridge.devnet.actor;

import io.weighbridge.devnet.pallet.Beacon;
import io.weighbridge.devnet.pallet.State;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The extrinsics of all actors, block by block. Immutable and safe for many threads. */
public final class Script {

    private static final int SLOW_BEACON_PERCENT = 15;
    private static final int LOST_PULSE_PERCENT = 3;

    private final Scenario scenario;
    private final List<Actor> actors;

    /** The script of a scenario. */
    public Script(Scenario scenario) {
        this.scenario = scenario;
        var all = new ArrayList<Actor>();
        all.add(new SudoKey(scenario));
        for (int validator = 1; validator < scenario.validatorCount(); validator++) {
            for (int place = 0; place < scenario.netuids().size(); place++) {
                all.add(new Validator(scenario, validator, place));
                all.add(new Committer(scenario, validator, place));
            }
        }
        for (int place = 0; place < scenario.netuids().size(); place++) {
            all.add(new Apprentice(scenario, place));
        }
        all.add(new Bystanders(scenario));
        all.add(new Unrest(scenario));
        this.actors = List.copyOf(all);
    }

    /**
     * The signed extrinsics that are sent into block {@code number}, in order.
     *
     * @param state the state before that block, read through the runtime that will execute it
     * @param number the block's number
     */
    public List<Bytes> extrinsics(State state, long number) {
        var moment = new Moment(number, state);
        var notary = new Notary(moment, scenario.dice());
        return actors.stream()
                .flatMap(actor -> actor.drafts(moment).stream())
                .map(notary::sign)
                .toList();
    }

    /**
     * The beacon rounds whose pulses the author of block {@code number} includes, ascending; none if the scenario needs
     * none. Some authors include none, and the next one then includes them too; some pulses are never included.
     *
     * @param state the state before that block, read through the runtime that will execute it
     * @param number the block's number
     * @param now the block's time, in milliseconds since 1970
     */
    public List<Long> pulses(State state, long number, long now) {
        boolean wanted = !scenario.commitReveal().isEmpty() || scenario.restless();
        if (!wanted || scenario.dice().happens(SLOW_BEACON_PERCENT, "slow beacon", number)) {
            return List.of();
        }
        return LongStream.rangeClosed(Beacon.lastStoredRound(state) + 1, Beacon.roundAt(now))
                .filter(round -> !scenario.dice().happens(LOST_PULSE_PERCENT, "lost pulse", round))
                .boxed()
                .toList();
    }
}
