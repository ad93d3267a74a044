package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.weights.Wrapping.ACCOUNT_ZERO;
import static io.weighbridge.weights.Wrapping.ALICE;
import static io.weighbridge.weights.Wrapping.BOB;
import static io.weighbridge.weights.Wrapping.ERROR;
import static io.weighbridge.weights.Wrapping.OK;
import static io.weighbridge.weights.Wrapping.ONE_OF_THREE;
import static io.weighbridge.weights.Wrapping.PSEUDONYM;
import static io.weighbridge.weights.Wrapping.TIMEPOINT_ZERO;
import static io.weighbridge.weights.Wrapping.TWO_OF_THREE;
import static io.weighbridge.weights.Wrapping.err;
import static io.weighbridge.weights.Wrapping.error;
import static io.weighbridge.weights.Wrapping.filtered;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A call for another account: a pseudonym, a proxied one, a multisig, one that sudo names. */
final class AccountWrappings {

    private AccountWrappings() {}

    static List<Wrapping> all() {
        return List.of(
                passing(
                        "as_derivative, well",
                        "Utility.as_derivative",
                        PSEUDONYM,
                        Map.of("index", u16(7)),
                        (block, inner) -> {
                            inner.run();
                            block.succeeded();
                        },
                        "success"),
                passing(
                        "as_derivative, failing",
                        "Utility.as_derivative",
                        PSEUDONYM,
                        Map.of("index", u16(7)),
                        (block, inner) -> block.failed(error(block)),
                        "failed: " + ERROR),
                passing(
                        "as_derivative, refused",
                        "Utility.as_derivative",
                        PSEUDONYM,
                        Map.of("index", u16(7)),
                        (block, inner) -> block.failed(filtered(block)),
                        "not_executed: System.CallFiltered"),
                passing(
                        "proxy, well",
                        "Proxy.proxy",
                        BOB,
                        Map.of("real", address(BOB)),
                        (block, inner) -> {
                            inner.run();
                            block.event("Proxy", "ProxyExecuted", OK).succeeded();
                        },
                        "success"),
                passing(
                        "proxy, failing",
                        "Proxy.proxy",
                        BOB,
                        Map.of("real", address(BOB)),
                        (block, inner) -> block.event("Proxy", "ProxyExecuted", err(error(block)))
                                .succeeded(),
                        "failed: " + ERROR),
                passing(
                        "proxy, refused",
                        "Proxy.proxy",
                        BOB,
                        Map.of("real", address(BOB)),
                        (block, inner) -> block.failed(block.error("Proxy", "NotProxy")),
                        "not_executed: Proxy.NotProxy"),
                passing(
                        "proxy_announced, well",
                        "Proxy.proxy_announced",
                        BOB,
                        Map.of("real", address(BOB)),
                        (block, inner) -> {
                            inner.run();
                            block.event("Proxy", "ProxyExecuted", OK).succeeded();
                        },
                        "success"),
                passing(
                        "multisig, complete",
                        "Multisig.as_multi",
                        TWO_OF_THREE,
                        twoOfThree(),
                        (block, inner) -> {
                            inner.run();
                            multisigExecuted(block, TWO_OF_THREE, OK);
                            block.succeeded();
                        },
                        "success"),
                passing(
                        "multisig, complete and failing",
                        "Multisig.as_multi",
                        TWO_OF_THREE,
                        twoOfThree(),
                        (block, inner) -> {
                            multisigExecuted(block, TWO_OF_THREE, err(error(block)));
                            block.succeeded();
                        },
                        "failed: " + ERROR),
                passing(
                        "multisig, begun",
                        "Multisig.as_multi",
                        TWO_OF_THREE,
                        twoOfThree(),
                        (block, inner) -> block.event("Multisig", "NewMultisig").succeeded(),
                        "deferred"),
                passing(
                        "multisig, approved",
                        "Multisig.as_multi",
                        TWO_OF_THREE,
                        twoOfThree(),
                        (block, inner) ->
                                block.event("Multisig", "MultisigApproval").succeeded(),
                        "deferred"),
                passing(
                        "multisig, refused",
                        "Multisig.as_multi",
                        TWO_OF_THREE,
                        twoOfThree(),
                        (block, inner) -> block.failed(block.error("Multisig", "AlreadyApproved")),
                        "not_executed: Multisig.AlreadyApproved"),
                passing(
                        "multisig of one, well",
                        "Multisig.as_multi_threshold_1",
                        ONE_OF_THREE,
                        others(),
                        (block, inner) -> {
                            inner.run();
                            block.succeeded();
                        },
                        "success"),
                passing(
                        "multisig of one, well and told",
                        "Multisig.as_multi_threshold_1",
                        ONE_OF_THREE,
                        others(),
                        (block, inner) -> {
                            inner.run();
                            multisigExecuted(block, ONE_OF_THREE, OK);
                            block.succeeded();
                        },
                        "success"),
                passing(
                        "multisig of one, failing",
                        "Multisig.as_multi_threshold_1",
                        ONE_OF_THREE,
                        others(),
                        (block, inner) -> block.failed(error(block)),
                        "failed: " + ERROR),
                passing(
                        "multisig of one, refused",
                        "Multisig.as_multi_threshold_1",
                        ONE_OF_THREE,
                        Map.of("other_signatories", items(Samples.CHARLIE.bytes(), BOB.bytes())),
                        (block, inner) -> block.failed(block.error("Multisig", "SignatoriesOutOfOrder")),
                        "not_executed: Multisig.SignatoriesOutOfOrder"),
                passing(
                        "sudo_as, well",
                        "Sudo.sudo_as",
                        BOB,
                        Map.of("who", address(BOB)),
                        (block, inner) -> {
                            inner.run();
                            block.event("Sudo", "SudoAsDone", OK).succeeded();
                        },
                        "success"),
                passing(
                        "sudo_as, failing",
                        "Sudo.sudo_as",
                        BOB,
                        Map.of("who", address(BOB)),
                        (block, inner) -> block.event("Sudo", "SudoAsDone", err(error(block)))
                                .succeeded(),
                        "failed: " + ERROR),
                passing(
                        "sudo_as, refused",
                        "Sudo.sudo_as",
                        BOB,
                        Map.of("who", address(BOB)),
                        (block, inner) -> block.failed(block.error("Sudo", "RequireSudo")),
                        "not_executed: Sudo.RequireSudo"),
                new Wrapping(
                        "crowdloan",
                        "Crowdloan.create",
                        ALICE,
                        "/0",
                        (block, inner) -> block.call(
                                "Crowdloan", "create", Map.of("call", Bytes.concat(Bytes.copyOf((byte) 1), inner))),
                        (block, inner) -> block.event("Crowdloan", "Created").succeeded(),
                        "deferred"));
    }

    private static Wrapping passing(
            String name,
            String call,
            AccountId caller,
            Map<String, Bytes> args,
            BiConsumer<ChainBlock, Runnable> events,
            String outcome) {
        int point = call.indexOf('.');
        return new Wrapping(
                name,
                call,
                caller,
                "/0",
                (block, inner) -> {
                    Map<String, Bytes> all = new HashMap<>(args);
                    all.put("call", inner);
                    return block.call(call.substring(0, point), call.substring(point + 1), all);
                },
                events,
                outcome);
    }

    private static Bytes address(AccountId account) {
        return Bytes.concat(Bytes.copyOf((byte) 0), account.bytes());
    }

    private static Map<String, Bytes> others() {
        return Map.of("other_signatories", items(BOB.bytes(), Samples.CHARLIE.bytes()));
    }

    private static Map<String, Bytes> twoOfThree() {
        Map<String, Bytes> args = new HashMap<>(others());
        args.put("threshold", u16(2));
        return args;
    }

    private static void multisigExecuted(ChainBlock block, AccountId multisig, Bytes result) {
        block.event(
                "Multisig", "MultisigExecuted", ACCOUNT_ZERO, TIMEPOINT_ZERO, multisig.bytes(), ACCOUNT_ZERO, result);
    }
}
