package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * One way in which a wrapper can treat the call in it: its bytes, its events, and what becomes of the inner call, written
 * by hand.
 *
 * @param name what happens, in words
 * @param call a call that the runtime must have, {@code Pallet.name}
 * @param caller whom the inner call acts for
 * @param path the inner call's path as it stands in a position
 * @param wrap wraps the inner call's bytes
 * @param events adds the wrapper's events around those of the inner call, and the extrinsic's end
 * @param outcome what becomes of the inner call
 * @param state what the state after the block holds, by the inner call's bytes
 */
record Wrapping(
        String name,
        String call,
        AccountId caller,
        String path,
        BiFunction<ChainBlock, Bytes, Bytes> wrap,
        BiConsumer<ChainBlock, Runnable> events,
        String outcome,
        BiFunction<ChainBlock, Bytes, Map<Bytes, Optional<Bytes>>> state) {

    Wrapping(
            String name,
            String call,
            AccountId caller,
            String path,
            BiFunction<ChainBlock, Bytes, Bytes> wrap,
            BiConsumer<ChainBlock, Runnable> events,
            String outcome) {
        this(name, call, caller, path, wrap, events, outcome, (block, inner) -> Map.of());
    }

    static final AccountId ALICE =
            AccountId.fromHex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
    static final AccountId BOB = AccountId.fromHex("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    /** Alice's pseudonym with index 7. */
    static final AccountId PSEUDONYM =
            AccountId.fromHex("63d33ee47719f264c03143b0f4d69ff1751b7e2da5697cbf6906c74d734dcd28");
    /** Two of Alice, Bob and Charlie. */
    static final AccountId TWO_OF_THREE =
            AccountId.fromHex("49daa32c7287890f38b7e1a8cd2961723d36d20baa0bf3b82e0c4bdda93b1c0a");
    /** One of Alice, Bob and Charlie. */
    static final AccountId ONE_OF_THREE =
            AccountId.fromHex("62351eebcfff6683e20304c7e654cecaf923b6f81e6535a59792e414b2336012");

    static final String ERROR = "SubtensorModule.DuplicateUids";

    static final Bytes OK = Bytes.copyOf((byte) 0);
    static final Bytes ACCOUNT_ZERO = Bytes.wrap(new byte[32]);
    static final Bytes TIMEPOINT_ZERO = Bytes.wrap(new byte[8]);

    /** How many calls are around the inner one. */
    int depth() {
        return path.isEmpty() ? 0 : path.split("\\.").length;
    }

    boolean success() {
        return outcome.equals("success");
    }

    static List<Wrapping> all() {
        return Stream.of(UtilityWrappings.all(), AccountWrappings.all(), RootWrappings.all(), StoredWrappings.all())
                .flatMap(List::stream)
                .toList();
    }

    static Bytes remark(ChainBlock block) {
        return block.call("System", "remark");
    }

    static Bytes error(ChainBlock block) {
        return block.error("SubtensorModule", "DuplicateUids");
    }

    static Bytes filtered(ChainBlock block) {
        return block.error("System", "CallFiltered");
    }

    static Bytes err(Bytes error) {
        return Bytes.concat(Bytes.copyOf((byte) 1), error);
    }
}
