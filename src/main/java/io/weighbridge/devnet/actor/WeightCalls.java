package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.address;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.nested;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.numbers;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Builds the calls by which weights are set, and those around them.
 *
 * @param moment the block that they go into
 */
record WeightCalls(Moment moment) {

    private static final String PALLET = "SubtensorModule";

    Call setWeights(Vector vector) {
        return moment.call(
                PALLET,
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
                PALLET,
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
                PALLET,
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

    Call commit(int netuid, Hash hash) {
        return moment.call(
                PALLET, "commit_weights", named("netuid", number(netuid), "commit_hash", blob(hash.bytes())));
    }

    Call commitOnMechanism(int netuid, int mechanism, Hash hash) {
        return moment.call(
                PALLET,
                "commit_mechanism_weights",
                named("netuid", number(netuid), "mecid", number(mechanism), "commit_hash", blob(hash.bytes())));
    }

    Call batchCommit(List<Integer> netuids, List<Hash> hashes) {
        return moment.call(
                PALLET,
                "batch_commit_weights",
                named(
                        "netuids",
                        numbers(netuids),
                        "commit_hashes",
                        items(hashes.stream().map(hash -> blob(hash.bytes())).toList())));
    }

    Call reveal(Secret secret) {
        return moment.call(
                PALLET,
                "reveal_weights",
                named(
                        "netuid",
                        number(secret.vector().netuid()),
                        "uids",
                        numbers(secret.vector().uids()),
                        "values",
                        numbers(secret.vector().values()),
                        "salt",
                        numbers(secret.salt()),
                        "version_key",
                        wide(secret.vector().versionKey())));
    }

    Call revealOnMechanism(Secret secret) {
        return moment.call(
                PALLET,
                "reveal_mechanism_weights",
                named(
                        "netuid",
                        number(secret.vector().netuid()),
                        "mecid",
                        number(secret.mechanism()),
                        "uids",
                        numbers(secret.vector().uids()),
                        "values",
                        numbers(secret.vector().values()),
                        "salt",
                        numbers(secret.salt()),
                        "version_key",
                        wide(secret.vector().versionKey())));
    }

    Call batchReveal(int netuid, List<Secret> secrets) {
        return moment.call(
                PALLET,
                "batch_reveal_weights",
                named(
                        "netuid",
                        number(netuid),
                        "uids_list",
                        lists(secrets, secret -> secret.vector().uids()),
                        "values_list",
                        lists(secrets, secret -> secret.vector().values()),
                        "salts_list",
                        lists(secrets, Secret::salt),
                        "version_keys",
                        items(secrets.stream()
                                .map(secret -> wide(secret.vector().versionKey()))
                                .toList())));
    }

    Call commitTimelocked(int netuid, Bytes ciphertext, long round, int version) {
        return moment.call(
                PALLET,
                "commit_timelocked_weights",
                named(
                        "netuid",
                        number(netuid),
                        "commit",
                        blob(ciphertext),
                        "reveal_round",
                        wide(round),
                        "commit_reveal_version",
                        number(version)));
    }

    Call commitTimelockedOnMechanism(int netuid, int mechanism, Bytes ciphertext, long round, int version) {
        return moment.call(
                PALLET,
                "commit_timelocked_mechanism_weights",
                named(
                        "netuid",
                        number(netuid),
                        "mecid",
                        number(mechanism),
                        "commit",
                        blob(ciphertext),
                        "reveal_round",
                        wide(round),
                        "commit_reveal_version",
                        number(version)));
    }

    Call commitCrv3OnMechanism(int netuid, int mechanism, Bytes ciphertext, long round) {
        return moment.call(
                PALLET,
                "commit_crv3_mechanism_weights",
                named(
                        "netuid",
                        number(netuid),
                        "mecid",
                        number(mechanism),
                        "commit",
                        blob(ciphertext),
                        "reveal_round",
                        wide(round)));
    }

    private static Value lists(List<Secret> secrets, Function<Secret, List<Integer>> list) {
        return items(secrets.stream().map(secret -> numbers(list.apply(secret))).toList());
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
