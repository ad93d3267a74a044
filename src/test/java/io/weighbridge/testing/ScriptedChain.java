package io.weighbridge.testing;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.TrieRoot;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.replay.RecordedChain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain made for a test: true hashes, links and extrinsics roots, few and short extrinsics, a value under
 * {@link #KEY} that is the block's number, a runtime that changes with block 5. Immutable.
 */
public final class ScriptedChain implements FakeChain {

    /** Holds the block's number as four bytes, from block 1 on. */
    public static final Bytes KEY = Bytes.fromHex("0x26aa394eea5630e07c48ae0c9558cef7");

    /** Never holds anything. */
    public static final Bytes EMPTY_KEY = Bytes.fromHex("0x26aa394eea5630e07c48ae0c9558cef8");

    /** The first block whose state has the second runtime. */
    public static final long UPGRADE = 5;

    private final List<RawBlock> blocks;
    private final Map<Hash, RawBlock> byHash = new HashMap<>();

    private ScriptedChain(List<RawBlock> blocks) {
        this.blocks = List.copyOf(blocks);
        blocks.forEach(block -> byHash.put(block.ref().hash(), block));
    }

    /** Blocks 0 to {@code last}. */
    public static ScriptedChain to(long last) {
        return named("main", last);
    }

    /** The same, with other hashes for another name. */
    public static ScriptedChain named(String name, long last) {
        return branched(name, 0, last);
    }

    /** The same as {@link #to} before that block, and other blocks from there on. */
    public static ScriptedChain branched(String branch, long from, long last) {
        var blocks = new ArrayList<RawBlock>();
        Hash parent = Hash.ZERO;
        for (long number = 0; number <= last; number++) {
            String name = number < from ? "main" : branch;
            List<Bytes> extrinsics = number == 0 ? List.of() : extrinsics(name, number);
            var header = new Header(
                    parent,
                    number,
                    new Hash(filled(0xaa)),
                    new Hash(TrieRoot.ordered(extrinsics, TrieVersion.V1)),
                    List.of(Bytes.concat(Bytes.fromHex("0x00"), text(name))));
            blocks.add(new RawBlock(header.ref(), header, extrinsics));
            parent = header.hash();
        }
        return new ScriptedChain(blocks);
    }

    private static List<Bytes> extrinsics(String name, long number) {
        return List.of(text("time " + number), text(name + " at " + number), filled(0x5a));
    }

    private static Bytes text(String text) {
        return Bytes.concat(
                Bytes.copyOf((byte) (text.length() << 2)), Bytes.copyOf(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Bytes filled(int value) {
        var bytes = new byte[Hash.SIZE];
        java.util.Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }

    @Override
    public long last() {
        return blocks.size() - 1L;
    }

    /** The block with that number, which must exist. */
    public RawBlock at(long number) {
        return blocks.get((int) number);
    }

    @Override
    public Optional<RawBlock> block(long number) {
        return number >= 0 && number < blocks.size() ? Optional.of(at(number)) : Optional.empty();
    }

    @Override
    public Optional<RawBlock> block(Hash hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    @Override
    public StorageValue storage(long number, Bytes key) {
        return key.equals(KEY) && number > 0
                ? new StorageValue.Present(Bytes.fromHex(String.format("%08x", number)))
                : StorageValue.Absent.ABSENT;
    }

    @Override
    public String runtimeVersion(long number) {
        return """
                {"specName":"node-subtensor","specVersion":%d,"transactionVersion":1,"stateVersion":1,"apis":[]}""".formatted(spec(number));
    }

    @Override
    public Bytes metadata(long number) {
        return Bytes.fromHex("0x6d6574610e" + String.format("%04x", spec(number)));
    }

    private static int spec(long number) {
        return number < UPGRADE ? 200 : 201;
    }

    @Override
    public RecordedChain about() {
        return new RecordedChain(
                "Scripted",
                "scripted",
                "1.0",
                "{\"ss58Format\":42}",
                List.of("chain_getBlock"),
                new AccountId(filled(1)),
                new Netuid(1));
    }
}
