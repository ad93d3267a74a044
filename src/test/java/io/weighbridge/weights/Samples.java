package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.compact;
import static io.weighbridge.testing.Encoded.compacts;
import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.list;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u64;
import static io.weighbridge.testing.Encoded.u8;
import static io.weighbridge.testing.Encoded.vector;

import io.weighbridge.chain.AccountId;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One sample of every weight call: its bytes, the events that it leaves, and the facts that it means, written by hand. */
final class Samples {

    static final int NETUID = 30;
    static final int OTHER_NETUID = 31;
    static final int MECHANISM = 1;
    /** Netuid 30, mechanism 1: 4096 + 30. */
    static final int MECHANISM_INDEX = 4126;

    static final int UID = 5;
    static final Bytes HASH = Bytes.fromHex("abababababababababababababababababababababababababababababababab");
    static final Bytes CIPHERTEXT = Bytes.fromHex("010203");
    static final long ROUND = 1_000;
    static final AccountId CHARLIE =
            AccountId.fromHex("90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22");

    private Samples() {}

    /**
     * A sample.
     *
     * @param name the call's name
     * @param call its bytes
     * @param effects adds the events that it leaves when it acts for the account
     * @param facts what it means when it acts for the account: item, {@code kind hotkey index uid payload}, with
     *     {@code ?uid} in place of the uid, which only a success tells
     */
    record Sample(
            String name,
            Function<ChainBlock, Bytes> call,
            BiConsumer<ChainBlock, AccountId> effects,
            Function<AccountId, List<String>> facts) {}

    static List<Sample> all() {
        return List.of(
                sample(
                        "set_weights",
                        args(u16(NETUID), list(1, 2), list(10, 20), u64(7)),
                        weightsSet(NETUID),
                        who -> List.of(" set " + who + " 30,0 ?uid [1, 2]=[10, 20] key 7")),
                sample(
                        "set_mechanism_weights",
                        args(u16(NETUID), u8(MECHANISM), list(1, 2), list(10, 20), u64(7)),
                        weightsSet(MECHANISM_INDEX),
                        who -> List.of(" set " + who + " 30,1 ?uid [1, 2]=[10, 20] key 7")),
                sample(
                        "batch_set_weights",
                        args(compacts(NETUID, OTHER_NETUID), pairs(), compacts(7, 8)),
                        Samples::batchSet,
                        who -> List.of(
                                "#0 set " + who + " 30,0 ?uid [1, 2]=[10, 20] key 7",
                                "#1 set " + who + " 31,0 ?uid [3]=[30] key 8")),
                sample(
                        "set_root_weights",
                        args(u16(0), CHARLIE.bytes(), list(1, 2), list(10, 20), u64(7)),
                        weightsSet(0),
                        who -> List.of(" set " + CHARLIE + " 0,0 ?uid [1, 2]=[10, 20] key 7")),
                sample(
                        "set_tao_weights",
                        args(u16(0), CHARLIE.bytes(), list(1, 2), list(10, 20), u64(7)),
                        (block, who) -> {},
                        who -> List.of()),
                sample(
                        "commit_weights",
                        args(u16(NETUID), HASH),
                        committed(NETUID),
                        who -> List.of(" commit " + who + " 30,0 uid ? commits " + HASH.hex())),
                sample(
                        "commit_mechanism_weights",
                        args(u16(NETUID), u8(MECHANISM), HASH),
                        committed(MECHANISM_INDEX),
                        who -> List.of(" commit " + who + " 30,1 uid ? commits " + HASH.hex())),
                sample(
                        "batch_commit_weights",
                        args(compacts(NETUID, OTHER_NETUID), items(HASH, HASH)),
                        Samples::batchCommit,
                        who -> List.of(
                                "#0 commit " + who + " 30,0 uid ? commits " + HASH.hex(),
                                "#1 commit " + who + " 31,0 uid ? commits " + HASH.hex())),
                sample(
                        "commit_crv3_weights",
                        args(u16(NETUID), vector(CIPHERTEXT), u64(ROUND)),
                        locked(NETUID),
                        who -> List.of(" commit " + who + " 30,0 uid ? locks " + lockedHash() + " until 1000")),
                sample(
                        "commit_crv3_mechanism_weights",
                        args(u16(NETUID), u8(MECHANISM), vector(CIPHERTEXT), u64(ROUND)),
                        locked(MECHANISM_INDEX),
                        who -> List.of(" commit " + who + " 30,1 uid ? locks " + lockedHash() + " until 1000")),
                sample(
                        "commit_timelocked_weights",
                        args(u16(NETUID), vector(CIPHERTEXT), u64(ROUND), u16(4)),
                        locked(NETUID),
                        who -> List.of(" commit " + who + " 30,0 uid ? locks " + lockedHash() + " until 1000")),
                sample(
                        "commit_timelocked_mechanism_weights",
                        args(u16(NETUID), u8(MECHANISM), vector(CIPHERTEXT), u64(ROUND), u16(4)),
                        locked(MECHANISM_INDEX),
                        who -> List.of(" commit " + who + " 30,1 uid ? locks " + lockedHash() + " until 1000")),
                new Sample(
                        "reveal_weights",
                        Samples::reveal,
                        revealed(NETUID),
                        who -> List.of(" reveal " + who + " 30,0 ?uid [1, 2]=[10, 20] key 7 opens "
                                + opened(who, NETUID).hex())),
                sample(
                        "reveal_mechanism_weights",
                        args(u16(NETUID), u8(MECHANISM), list(1, 2), list(10, 20), list(5), u64(7)),
                        revealed(MECHANISM_INDEX),
                        who -> List.of(" reveal " + who + " 30,1 ?uid [1, 2]=[10, 20] key 7 opens "
                                + opened(who, MECHANISM_INDEX).hex())),
                sample(
                        "batch_reveal_weights",
                        args(
                                u16(NETUID),
                                items(list(1, 2), list(1, 2)),
                                items(list(10, 20), list(10, 20)),
                                items(list(5), list(5)),
                                items(u64(7), u64(7))),
                        Samples::batchRevealed,
                        who -> List.of(
                                "#0 reveal " + who + " 30,0 ?uid [1, 2]=[10, 20] key 7 opens "
                                        + opened(who, NETUID).hex(),
                                "#1 reveal " + who + " 30,0 ?uid [1, 2]=[10, 20] key 7 opens "
                                        + opened(who, NETUID).hex())));
    }

    private static Sample sample(
            String name,
            Bytes[] args,
            BiConsumer<ChainBlock, AccountId> effects,
            Function<AccountId, List<String>> facts) {
        return new Sample(name, block -> block.call("SubtensorModule", name, args), effects, facts);
    }

    private static Bytes reveal(ChainBlock block) {
        return block.call("SubtensorModule", "reveal_weights", u16(NETUID), list(1, 2), list(10, 20), list(5), u64(7));
    }

    private static BiConsumer<ChainBlock, AccountId> weightsSet(int index) {
        return (block, who) -> block.event("SubtensorModule", "WeightsSet", u16(index), u16(UID));
    }

    private static void batchSet(ChainBlock block, AccountId who) {
        weightsSet(NETUID).accept(block, who);
        weightsSet(OTHER_NETUID).accept(block, who);
        batchCompleted(block, who);
    }

    private static void batchCommit(ChainBlock block, AccountId who) {
        committed(NETUID).accept(block, who);
        committed(OTHER_NETUID).accept(block, who);
        batchCompleted(block, who);
    }

    private static void batchCompleted(ChainBlock block, AccountId who) {
        block.event("SubtensorModule", "BatchWeightsCompleted", compacts(NETUID, OTHER_NETUID), who.bytes());
    }

    private static BiConsumer<ChainBlock, AccountId> committed(int index) {
        return (block, who) -> {
            if (block.hasEvent("SubtensorModule", "WeightsCommitted")) {
                block.event("SubtensorModule", "WeightsCommitted", who.bytes(), u16(index), HASH);
            }
        };
    }

    private static BiConsumer<ChainBlock, AccountId> locked(int index) {
        return (block, who) -> {
            if (block.hasEvent("SubtensorModule", "TimelockedWeightsCommitted")) {
                block.event(
                        "SubtensorModule",
                        "TimelockedWeightsCommitted",
                        who.bytes(),
                        u16(index),
                        Blake2b.hash256(CIPHERTEXT),
                        u64(ROUND));
            } else {
                block.event(
                        "SubtensorModule",
                        "CRV3WeightsCommitted",
                        who.bytes(),
                        u16(index),
                        Blake2b.hash256(CIPHERTEXT));
            }
        };
    }

    private static BiConsumer<ChainBlock, AccountId> revealed(int index) {
        return (block, who) -> {
            weightsSet(index).accept(block, who);
            if (block.hasEvent("SubtensorModule", "WeightsRevealed")) {
                block.event("SubtensorModule", "WeightsRevealed", who.bytes(), u16(index), opened(who, index));
            }
        };
    }

    private static void batchRevealed(ChainBlock block, AccountId who) {
        weightsSet(NETUID).accept(block, who);
        weightsSet(NETUID).accept(block, who);
        block.event(
                "SubtensorModule",
                "WeightsBatchRevealed",
                who.bytes(),
                u16(NETUID),
                items(opened(who, NETUID), opened(who, NETUID)));
    }

    /** blake2b-256 of account, index, uids [1, 2], values [10, 20], salt [5], version key 7. */
    private static Bytes opened(AccountId who, int index) {
        return Blake2b.hash256(Bytes.concat(
                who.bytes(), u16(index), Bytes.fromHex("0801000200" + "080a001400" + "040500" + "0700000000000000")));
    }

    private static String lockedHash() {
        return Blake2b.hash256(CIPHERTEXT).hex();
    }

    static Bytes[] args(Bytes... args) {
        return args;
    }

    /** Two items: uids 1 and 2 with values 10 and 20; uid 3 with value 30. */
    private static Bytes pairs() {
        return Bytes.concat(
                compact(2),
                compact(2),
                compact(1),
                compact(10),
                compact(2),
                compact(20),
                compact(1),
                compact(3),
                compact(30));
    }
}
