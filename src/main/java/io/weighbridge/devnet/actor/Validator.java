package io.weighbridge.devnet.actor;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.runtime.Call;
import java.util.List;

/**
 * One validator on one subnet: sets weights about once in a tempo, through one of many calls, sometimes with a mistake
 * that real validators make.
 *
 * @param scenario the scenario
 * @param index which validator; also its uid on every subnet
 * @param place the position of the subnet among the scenario's
 */
record Validator(Scenario scenario, int index, int place) implements Actor {

    @Override
    public List<Draft> drafts(Moment moment) {
        if (moment.isCommitReveal(netuid(0))) {
            return List.of();
        }
        long shifted = moment.number() + dice().below(scenario.tempo(), "offset", index, place);
        long round = shifted / scenario.tempo();
        int at = (int) (shifted % scenario.tempo());
        int due = dice().below(scenario.tempo() / 4, "jitter", index, place, round);
        if (at == due) {
            return List.of(scheduled(moment, round));
        }
        boolean impatient = dice().happens(25, "impatient", index, place, round);
        int soon = due + 1 + dice().below(scenario.rateLimit() - 1, "soon", index, place, round);
        return impatient && at == soon ? List.of(tooSoon(moment, round)) : List.of();
    }

    private Draft scheduled(Moment moment, long round) {
        var calls = new WeightCalls(moment);
        Vector own = vector(moment, netuid(0));
        Vector next = vector(moment, netuid(1));
        int way = dice().below(100, "way", index, place, round);
        if (way < 40) {
            return signed(calls.setWeights(own));
        }
        if (way < 60) {
            return signed(calls.setMechanismWeights(own, way % moment.mechanisms(netuid(0))));
        }
        if (way < 66) {
            return signed(calls.batchSetWeights(own, next, next.astray()));
        }
        if (way < 84) {
            return signed(inBatch(calls, way, own, next));
        }
        return way < 92 ? throughProxy(calls, way, own, next) : signed(mistaken(calls, way, own));
    }

    private Call inBatch(WeightCalls calls, int way, Vector own, Vector next) {
        Call good = calls.setWeights(own);
        Call bad = calls.setWeights(next.tooShort());
        return switch (way % 6) {
            case 0 -> calls.batch("batch", good, calls.setWeights(next));
            case 1 -> calls.batch("batch", good, bad, calls.setMechanismWeights(next, 0));
            case 2 -> calls.batch("batch_all", good, calls.setMechanismWeights(next, 0));
            case 3 -> calls.batch("batch_all", good, bad, calls.setWeights(next));
            case 4 -> calls.batch("force_batch", bad, good);
            default -> calls.batch("force_batch", good, calls.batchSetWeights(next));
        };
    }

    private Draft throughProxy(WeightCalls calls, int way, Vector own, Vector next) {
        Call good = calls.proxy(hotkey(), calls.setWeights(own));
        Call call = switch (way % 4) {
            case 0 -> good;
            case 1 -> calls.proxy(hotkey(), calls.setWeights(own.withVersionKey(0)));
            case 2 -> calls.proxy(hotkey(), calls.batch("batch", calls.setWeights(own), calls.setWeights(next)));
            default -> calls.batch("batch_all", good, calls.proxy(hotkey(), calls.setWeights(next)));
        };
        return new Draft(cast().delegate(index), call);
    }

    private static Call mistaken(WeightCalls calls, int way, Vector own) {
        return switch (way) {
            case 92 -> calls.setWeights(own.withVersionKey(own.versionKey() - 1));
            case 93 -> calls.setWeights(own.tooShort());
            case 94 -> calls.setWeights(own.withFirstUid(own.uids().get(1)));
            case 95 -> calls.setWeights(own.withFirstUid(60_000));
            case 96 -> calls.setWeights(own.unequal());
            case 97 -> calls.setWeights(own.withNetuid(0));
            case 98 -> calls.batch("batch", calls.batch("batch", calls.setWeights(own)));
            default -> calls.ifElse(calls.setWeights(own.withVersionKey(0)), calls.setWeights(own));
        };
    }

    /** The same again before the rate limit allows it; from 419 on only a batch gets such a call into a block. */
    private Draft tooSoon(Moment moment, long round) {
        var calls = new WeightCalls(moment);
        Call again = calls.setWeights(vector(moment, netuid(0)));
        return signed(dice().happens(30, "wrapped", index, place, round) ? calls.batch("batch", again) : again);
    }

    private Draft signed(Call call) {
        return new Draft(hotkey(), call);
    }

    private Vector vector(Moment moment, Netuid netuid) {
        return Vector.drawn(
                dice(),
                netuid,
                scenario.validatorCount(),
                moment.neurons(netuid),
                index,
                moment.number(),
                moment.versionKey(netuid));
    }

    private Netuid netuid(int further) {
        List<Netuid> netuids = scenario.netuids();
        return netuids.get((place + further) % netuids.size());
    }

    private AccountId hotkey() {
        return cast().validator(index);
    }

    private Cast cast() {
        return new Cast(scenario.seed());
    }

    private Dice dice() {
        return scenario.dice();
    }
}
