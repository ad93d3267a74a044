package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.address;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.nested;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.numbers;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Builds the calls by which weights are set, and those around them.
 *
 * @param moment the block that they go into
 */
record WeightCalls(Moment moment) {

    Call setWeights(Vector vector) {
        return moment.call(
                "SubtensorModule",
                "set_weights",
                named(
                        "netuid",
                        number(vector.netuid()),
                        "dests",
                        numbers(vector.uids()),
                        "weights",
                        numbers(vector.values()),
                        "version_key",
                        wide(vector.versionKey())));
    }

    Call setMechanismWeights(Vector vector, int mechanism) {
        return moment.call(
                "SubtensorModule",
                "set_mechanism_weights",
                named(
                        "netuid",
                        number(vector.netuid()),
                        "mecid",
                        number(mechanism),
                        "dests",
                        numbers(vector.uids()),
                        "weights",
                        numbers(vector.values()),
                        "version_key",
                        wide(vector.versionKey())));
    }

    Call batchSetWeights(Vector... vectors) {
        List<Vector> all = List.of(vectors);
        return moment.call(
                "SubtensorModule",
                "batch_set_weights",
                named(
                        "netuids",
                        numbers(all.stream().map(Vector::netuid).toList()),
                        "weights",
                        items(all.stream().map(WeightCalls::pairs).toList()),
                        "version_keys",
                        items(all.stream()
                                .map(vector -> wide(vector.versionKey()))
                                .toList())));
    }

    Call batch(String kind, Call... calls) {
        return moment.call("Utility", kind, named("calls", nested(List.of(calls))));
    }

    Call ifElse(Call main, Call fallback) {
        return moment.call("Utility", "if_else", named("main", nested(main), "fallback", nested(fallback)));
    }

    Call proxy(AccountId real, Call call) {
        return moment.call(
                "Proxy",
                "proxy",
                named("real", address(real), "force_proxy_type", Value.None.NONE, "call", nested(call)));
    }

    private static Value pairs(Vector vector) {
        return items(IntStream.range(0, vector.uids().size())
                .mapToObj(i -> tuple(
                        number(vector.uids().get(i)), number(vector.values().get(i))))
                .toList());
    }
}
