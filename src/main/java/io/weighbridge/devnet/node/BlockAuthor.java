package io.weighbridge.devnet.node;

import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.crypto.Trie;
import io.weighbridge.crypto.TrieRoot;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.devnet.actor.Genesis;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.actor.Script;
import io.weighbridge.devnet.pallet.Beacon;
import io.weighbridge.devnet.pallet.Execution;
import io.weighbridge.devnet.pallet.Extrinsics;
import io.weighbridge.devnet.pallet.Hooks;
import io.weighbridge.devnet.pallet.State;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.state.Overlay;
import io.weighbridge.devnet.state.StateHistory;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Makes blocks from the extrinsics of the script and of clients. Not thread safe. */
final class BlockAuthor {

    /** Bare extrinsics have version 5 since the SDK of spec 283, whatever the metadata lists. */
    private static final int BARE_VERSION = 5;

    private static final Bytes AURA = Bytes.wrap("aura".getBytes(StandardCharsets.US_ASCII));
    private static final int PRE_RUNTIME = 6;
    private static final int SEAL = 5;
    private static final int RUNTIME_UPDATED = 8;
    private static final int MISSED_SLOTS_PERCENT = 4;

    private final Scenario scenario;
    private final Script script;
    private final StateHistory states;
    private final Runtimes runtimes;
    private Trie newest = Trie.empty(TrieVersion.V1);

    BlockAuthor(Scenario scenario, StateHistory states, Runtimes runtimes) {
        this.scenario = scenario;
        this.script = new Script(scenario);
        this.states = states;
        this.runtimes = runtimes;
    }

    /** Block 0: no extrinsics, no events, the state that everything begins with. */
    MadeBlock genesis() {
        var overlay = new Overlay(states, -1);
        Genesis.write(scenario, new State(DevRuntime.of(Scenario.FIRST_SPEC), overlay));
        SortedMap<Bytes, Optional<Bytes>> changes = overlay.changes();
        var header = new Header(Hash.ZERO, 0, stateRoot(changes), root(List.of()), List.of());
        return new MadeBlock(new RawBlock(header.ref(), header, List.of()), changes, List.of(), List.of());
    }

    /** How many slots lie between a block and its parent: more than one if slots were missed. */
    int slots(long number) {
        return slots(scenario, number);
    }

    /** The same on a chain that is not made yet. */
    static int slots(Scenario scenario, long number) {
        return scenario.dice().happens(MISSED_SLOTS_PERCENT, "missed slot", number) ? 2 : 1;
    }

    /** The block after {@code parent}, with what the script says and with {@code submitted}. */
    MadeBlock next(BlockRef parent, List<Bytes> submitted) {
        long number = parent.number() + 1;
        var overlay = new Overlay(states, parent.number());
        var execution = new Execution(runtimes.after(parent.number()), overlay, number);
        State state = execution.state();
        List<Bytes> sent = new ArrayList<>(script.extrinsics(state, number));
        sent.addAll(submitted);
        long now = state.get("Timestamp.Now").asLong()
                + slots(number) * scenario.slot().toMillis();
        initialize(execution, parent);
        List<Bytes> body = run(execution, now, sent);
        state.put("System.EventCount", number(execution.events().size()));
        overlay.put(
                execution.runtime().storage("System.Events").key(),
                execution.runtime().runtime().encodeEvents(execution.events()));
        SortedMap<Bytes, Optional<Bytes>> changes = overlay.changes();
        Header header = seal(new Header(
                parent.hash(), number, stateRoot(changes), root(body), digest(now, execution.codeUpdated())));
        return new MadeBlock(new RawBlock(header.ref(), header, body), changes, execution.acts(), execution.endings());
    }

    /** Applies a block's changes to the newest trie and returns its root. */
    private Hash stateRoot(SortedMap<Bytes, Optional<Bytes>> changes) {
        changes.forEach((key, value) ->
                newest = value.map(bytes -> newest.with(key, bytes)).orElseGet(() -> newest.without(key)));
        return new Hash(newest.root());
    }

    private static void initialize(Execution execution, BlockRef parent) {
        State state = execution.state();
        state.put("System.Number", number(execution.number()));
        state.put("System.ParentHash", blob(parent.hash().bytes()));
        Value upgrade = execution.runtime().lastRuntimeUpgrade();
        Value before = state.find("System.LastRuntimeUpgrade").orElse(upgrade);
        if (!before.equals(upgrade)) {
            state.put("System.LastRuntimeUpgrade", upgrade);
            Hooks.upgrade(execution, before.asFields().get("spec_version").asInt());
        }
        Hooks.initialize(execution);
    }

    /** Runs everything that may run, and returns it. */
    private List<Bytes> run(Execution execution, long now, List<Bytes> sent) {
        Runtime runtime = execution.runtime().runtime();
        var body = new ArrayList<Bytes>(sent.size() + 2);
        for (Call inherent : inherents(execution, now)) {
            var bare = new Extrinsic(Hash.ZERO, 0, BARE_VERSION, Extrinsic.Preamble.Bare.BARE, inherent);
            Extrinsics.applyInherent(execution, inherent, body.size());
            body.add(runtime.encodeExtrinsic(bare));
        }
        for (Bytes encoded : sent) {
            Extrinsic extrinsic = runtime.decodeExtrinsic(encoded);
            if (Extrinsics.refusal(execution, extrinsic, 0).isEmpty()) {
                Extrinsics.apply(execution, extrinsic, body.size());
                body.add(encoded);
            }
        }
        return body;
    }

    /** The inherents: the time, and the pulses published since the last block, if this author includes them. */
    private List<Call> inherents(Execution execution, long now) {
        Runtime runtime = execution.runtime().runtime();
        Call setTime = runtime.call("Timestamp", "set", named("now", wide(now)));
        List<Long> rounds = script.pulses(execution.state(), execution.number(), now);
        if (rounds.isEmpty()) {
            return List.of(setTime);
        }
        Fields pulses = new Beacon(scenario.seed()).pulses(execution.number(), rounds);
        return List.of(setTime, runtime.call("Drand", "write_pulse", pulses));
    }

    /** With system version 1 the extrinsics root is that of a trie of version 0 (sp_version, extrinsics_root_state_version). */
    private static Hash root(List<Bytes> extrinsics) {
        return new Hash(TrieRoot.ordered(extrinsics, TrieVersion.V0));
    }

    private List<Bytes> digest(long now, boolean codeUpdated) {
        Bytes slot = new ScaleWriter().u64(now / scenario.slot().toMillis()).toBytes();
        var digest = new ArrayList<Bytes>();
        digest.add(
                new ScaleWriter().u8(PRE_RUNTIME).bytes(AURA).byteVector(slot).toBytes());
        if (codeUpdated) {
            digest.add(new ScaleWriter().u8(RUNTIME_UPDATED).toBytes());
        }
        return digest;
    }

    /** Adds 64 bytes in place of the author's signature. */
    private static Header seal(Header header) {
        Bytes half = Blake2b.hash256(header.hash().bytes());
        var digest = new ArrayList<>(header.digest());
        digest.add(new ScaleWriter()
                .u8(SEAL)
                .bytes(AURA)
                .byteVector(Bytes.concat(half, half))
                .toBytes());
        return new Header(header.parentHash(), header.number(), header.stateRoot(), header.extrinsicsRoot(), digest);
    }
}
