package io.weighbridge.devnet.actor;

import io.weighbridge.devnet.pallet.State;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What everybody sends, block by block. Immutable and safe for many threads. */
public final class Script {

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
            }
        }
        for (int place = 0; place < scenario.netuids().size(); place++) {
            all.add(new Apprentice(scenario, place));
        }
        all.add(new Bystanders(scenario));
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
}
