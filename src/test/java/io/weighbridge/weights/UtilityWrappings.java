package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.u32;
import static io.weighbridge.weights.Wrapping.ALICE;
import static io.weighbridge.weights.Wrapping.ERROR;
import static io.weighbridge.weights.Wrapping.error;
import static io.weighbridge.weights.Wrapping.filtered;
import static io.weighbridge.weights.Wrapping.remark;

import io.weighbridge.testing.ChainBlock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A call alone, and in the batches and choices of Utility. */
final class UtilityWrappings {

    private UtilityWrappings() {}

    static List<Wrapping> all() {
        return List.of(
                new Wrapping(
                        "alone, well",
                        "System.remark",
                        ALICE,
                        "",
                        (block, inner) -> inner,
                        (block, inner) -> {
                            inner.run();
                            block.succeeded();
                        },
                        "success"),
                new Wrapping(
                        "alone, failing",
                        "System.remark",
                        ALICE,
                        "",
                        (block, inner) -> inner,
                        (block, inner) -> block.failed(error(block)),
                        "failed: " + ERROR),
                utility(
                        "batch",
                        "/0",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "ItemCompleted")
                                    .event("Utility", "ItemCompleted")
                                    .event("Utility", "BatchCompleted")
                                    .succeeded();
                        },
                        "success"),
                utility(
                        "batch",
                        "/0",
                        (block, inner) -> block.event("Utility", "BatchInterrupted", u32(0), error(block))
                                .succeeded(),
                        "failed: " + ERROR),
                utility(
                        "batch",
                        "/0",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "ItemCompleted")
                                    .event("Utility", "BatchInterrupted", u32(1), error(block))
                                    .succeeded();
                        },
                        "success"),
                utility(
                        "batch",
                        "/0",
                        (block, inner) -> block.failed(filtered(block)),
                        "not_executed: System.CallFiltered"),
                utility(
                        "batch_all",
                        "/0",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "ItemCompleted")
                                    .event("Utility", "ItemCompleted")
                                    .event("Utility", "BatchCompleted")
                                    .succeeded();
                        },
                        "success"),
                utility("batch_all", "/0", (block, inner) -> block.failed(error(block)), "rolled_back: " + ERROR),
                utility(
                        "force_batch",
                        "/0",
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "ItemCompleted")
                                    .event("Utility", "ItemFailed", error(block))
                                    .event("Utility", "BatchCompletedWithErrors")
                                    .succeeded();
                        },
                        "success"),
                utility(
                        "force_batch",
                        "/0",
                        (block, inner) -> block.event("Utility", "ItemFailed", error(block))
                                .event("Utility", "ItemCompleted")
                                .event("Utility", "BatchCompletedWithErrors")
                                .succeeded(),
                        "failed: " + ERROR),
                new Wrapping(
                        "behind a failing call in a batch",
                        "Utility.batch",
                        ALICE,
                        "/1",
                        (block, inner) -> block.call("Utility", "batch", items(remark(block), inner)),
                        (block, inner) -> block.event("Utility", "BatchInterrupted", u32(0), error(block))
                                .succeeded(),
                        "not_executed: " + ERROR),
                ifElse(
                        "main of if_else, well",
                        true,
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "IfElseMainSuccess").succeeded();
                        },
                        "success"),
                ifElse(
                        "main of if_else, failing",
                        true,
                        (block, inner) -> block.event("Utility", "IfElseFallbackCalled", error(block))
                                .succeeded(),
                        "failed: " + ERROR),
                ifElse(
                        "main of if_else, both failing",
                        true,
                        (block, inner) -> block.failed(error(block)),
                        "failed: Unknown"),
                ifElse(
                        "fallback of if_else, not needed",
                        false,
                        (block, inner) ->
                                block.event("Utility", "IfElseMainSuccess").succeeded(),
                        "not_executed"),
                ifElse(
                        "fallback of if_else, well",
                        false,
                        (block, inner) -> {
                            inner.run();
                            block.event("Utility", "IfElseFallbackCalled", error(block))
                                    .succeeded();
                        },
                        "success"),
                ifElse(
                        "fallback of if_else, failing",
                        false,
                        (block, inner) -> block.failed(error(block)),
                        "failed: " + ERROR));
    }

    private static Wrapping utility(String name, String path, BiConsumer<ChainBlock, Runnable> events, String outcome) {
        return new Wrapping(
                name + " before a remark, " + outcome,
                "Utility." + name,
                ALICE,
                path,
                (block, inner) -> block.call("Utility", name, items(inner, remark(block))),
                events,
                outcome);
    }

    private static Wrapping ifElse(String name, boolean main, BiConsumer<ChainBlock, Runnable> events, String outcome) {
        return new Wrapping(
                name,
                "Utility.if_else",
                ALICE,
                main ? "/0" : "/1",
                (block, inner) -> block.call(
                        "Utility",
                        "if_else",
                        main
                                ? Map.of("main", inner, "fallback", remark(block))
                                : Map.of("main", remark(block), "fallback", inner)),
                events,
                outcome);
    }
}
