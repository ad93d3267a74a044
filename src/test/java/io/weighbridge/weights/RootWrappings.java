package io.weighbridge.weights;

import static io.weighbridge.weights.Wrapping.ACCOUNT_ZERO;
import static io.weighbridge.weights.Wrapping.BOB;
import static io.weighbridge.weights.Wrapping.ERROR;
import static io.weighbridge.weights.Wrapping.OK;
import static io.weighbridge.weights.Wrapping.err;
import static io.weighbridge.weights.Wrapping.error;

import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A call through root: by sudo, by the triumvirate, by the scheduler. */
final class RootWrappings {

    private RootWrappings() {}

    static List<Wrapping> all() {
        return List.of(
                byRoot(
                        "dispatch_as, well",
                        "Utility.dispatch_as",
                        "sudo",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "DispatchedAs", OK)
                                    .event("Sudo", "Sudid", OK)
                                    .succeeded();
                        },
                        "success"),
                byRoot(
                        "dispatch_as, failing",
                        "Utility.dispatch_as",
                        "sudo",
                        (block, inner) -> block.event("Utility", "DispatchedAs", err(error(block)))
                                .event("Sudo", "Sudid", OK)
                                .succeeded(),
                        "failed: " + ERROR),
                byRoot(
                        "dispatch_as, refused",
                        "Utility.dispatch_as",
                        "sudo_unchecked_weight",
                        (block, inner) -> block.failed(block.error("Sudo", "RequireSudo")),
                        "not_executed: Sudo.RequireSudo"),
                byRoot(
                        "dispatch_as_fallible, well",
                        "Utility.dispatch_as_fallible",
                        "sudo",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "DispatchedAs", OK)
                                    .event("Sudo", "Sudid", OK)
                                    .succeeded();
                        },
                        "success"),
                byRoot(
                        "dispatch_as_fallible, failing",
                        "Utility.dispatch_as_fallible",
                        "sudo",
                        (block, inner) ->
                                block.event("Sudo", "Sudid", err(error(block))).succeeded(),
                        "failed: " + ERROR),
                withWeight(
                        "with_weight, well",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "DispatchedAs", OK)
                                    .event("Sudo", "Sudid", OK)
                                    .succeeded();
                        },
                        "success"),
                withWeight(
                        "with_weight, failing",
                        (block, inner) -> block.event("Utility", "DispatchedAs", err(error(block)))
                                .event("Sudo", "Sudid", OK)
                                .succeeded(),
                        "failed: " + ERROR),
                byTriumvirate(
                        "sudo of the triumvirate, well",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "DispatchedAs", OK)
                                    .event("SubtensorModule", "Sudid", OK)
                                    .event("Triumvirate", "MemberExecuted", ACCOUNT_ZERO, OK)
                                    .succeeded();
                        },
                        "success"),
                byTriumvirate(
                        "sudo of the triumvirate, refused",
                        (block, inner) -> block.event("Triumvirate", "MemberExecuted", ACCOUNT_ZERO, err(error(block)))
                                .succeeded(),
                        "not_executed: " + ERROR),
                scheduled(
                        "schedule",
                        (block, inner) -> block.event("Scheduler", "Scheduled")
                                .event("Sudo", "Sudid", OK)
                                .succeeded(),
                        "deferred"),
                scheduled(
                        "schedule_named",
                        (block, inner) -> block.event("Scheduler", "Scheduled")
                                .event("Sudo", "Sudid", OK)
                                .succeeded(),
                        "deferred"),
                scheduled(
                        "schedule_after",
                        (block, inner) -> block.event("Scheduler", "Scheduled")
                                .event("Sudo", "Sudid", OK)
                                .succeeded(),
                        "deferred"),
                scheduled(
                        "schedule_named_after",
                        (block, inner) -> block.event(
                                        "Sudo", "Sudid", err(block.error("Scheduler", "FailedToSchedule")))
                                .succeeded(),
                        "not_executed: Scheduler.FailedToSchedule"),
                byRoot(
                        "sudo, well",
                        "Sudo.sudo",
                        "sudo",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "DispatchedAs", OK)
                                    .event("Sudo", "Sudid", OK)
                                    .succeeded();
                        },
                        "success"),
                byRoot(
                        "sudo_unchecked_weight, well",
                        "Sudo.sudo_unchecked_weight",
                        "sudo_unchecked_weight",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "DispatchedAs", OK)
                                    .event("Sudo", "Sudid", OK)
                                    .succeeded();
                        },
                        "success"),
                new Wrapping(
                        "proposal to the triumvirate, waiting",
                        "Triumvirate.propose",
                        BOB,
                        "/0.0.0",
                        (block, inner) -> proposal(block, "propose", inner),
                        (block, inner) -> block.event("Triumvirate", "Proposed").succeeded(),
                        "deferred"));
    }

    private static Wrapping byRoot(
            String name, String call, String sudo, BiConsumer<ChainBlock, Runnable> events, String outcome) {
        return new Wrapping(
                name,
                call,
                BOB,
                "/0.0",
                (block, inner) -> block.call(
                        "Sudo",
                        sudo,
                        Map.of(
                                "call",
                                asBob(block, call.startsWith("Utility.") ? call.substring(8) : "dispatch_as", inner))),
                events,
                outcome);
    }

    private static Wrapping withWeight(String name, BiConsumer<ChainBlock, Runnable> events, String outcome) {
        return new Wrapping(
                name,
                "Utility.with_weight",
                BOB,
                "/0.0.0",
                (block, inner) -> block.call(
                        "Sudo",
                        "sudo",
                        Map.of(
                                "call",
                                block.call(
                                        "Utility", "with_weight", Map.of("call", asBob(block, "dispatch_as", inner))))),
                events,
                outcome);
    }

    private static Wrapping scheduled(String call, BiConsumer<ChainBlock, Runnable> events, String outcome) {
        return new Wrapping(
                call + ", " + outcome,
                "Scheduler." + call,
                BOB,
                "/0.0.0",
                (block, inner) -> block.call(
                        "Sudo",
                        "sudo",
                        Map.of(
                                "call",
                                block.call("Scheduler", call, Map.of("call", asBob(block, "dispatch_as", inner))))),
                events,
                outcome);
    }

    /** {@code OriginCaller::system(RawOrigin::Signed(Bob))}. */
    private static Bytes asBob(ChainBlock block, String call, Bytes inner) {
        return block.call(
                "Utility",
                call,
                Map.of("as_origin", Bytes.concat(Bytes.copyOf((byte) 0, (byte) 1), BOB.bytes()), "call", inner));
    }

    private static Wrapping byTriumvirate(String name, BiConsumer<ChainBlock, Runnable> events, String outcome) {
        return new Wrapping(
                name,
                "SubtensorModule.sudo",
                BOB,
                "/0.0.0",
                (block, inner) -> proposal(block, "execute", inner),
                events,
                outcome);
    }

    private static Bytes proposal(ChainBlock block, String call, Bytes inner) {
        Bytes sudo = block.call("SubtensorModule", "sudo", Map.of("call", asBob(block, "dispatch_as", inner)));
        return block.call("Triumvirate", call, Map.of("proposal", sudo));
    }
}
