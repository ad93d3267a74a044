package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.variant;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.devnet.spec.Values;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The randomness beacon, and the pulses of it that the chain knows (pallet Drand). Its signatures follow from a seed; none
 * of them could be verified.
 *
 * @param seed the seed of the devnet
 */
public record Beacon(long seed) {

    /** Time between two rounds, in milliseconds: that of drand's quicknet. */
    public static final long PERIOD = 3_000;

    /** When round 0 was, in milliseconds since 1970. */
    private static final long GENESIS = 1_692_803_367_000L;

    private static final int SIGNATURE = 48;

    /** As many rounds are kept: fewer than the 216,000 of the real chain, but more than a reveal can be away. */
    private static final int KEPT = 20_000;

    /** The newest round at a time, in milliseconds since 1970. */
    public static long roundAt(long millis) {
        return Math.max(0, (millis - GENESIS) / PERIOD);
    }

    /** The signature of a round: 48 bytes. */
    public Bytes signature(long round) {
        Bytes half = Blake2b.hash256(new ScaleWriter().u64(seed).u64(round).toBytes());
        return Bytes.concat(half, Blake2b.hash256(half)).slice(0, SIGNATURE);
    }

    /** The arguments of {@code write_pulse} for some rounds. */
    public Fields pulses(long block, List<Long> rounds) {
        List<Value> pulses = rounds.stream().map(this::pulse).toList();
        Value author = variant(
                "Sr25519", 1, blob(Blake2b.hash256(new ScaleWriter().u64(seed).toBytes())));
        return named(
                "pulses_payload",
                named("block_number", wide(block), "pulses", items(pulses), "public", author),
                "signature",
                Value.None.NONE);
    }

    /** The newest round that the chain knows. */
    public static long lastStoredRound(State state) {
        return state.get("Drand.LastStoredRound").asLong();
    }

    /** The signature of a round, if the chain knows it. */
    static Optional<Bytes> signature(State state, long round) {
        return state.find("Drand.Pulses", wide(round))
                .map(pulse -> pulse.asFields().get("signature").asBytes());
    }

    /** The call {@code write_pulse}, which a node sends by itself. */
    static void writePulse(Frame frame, Execution execution) {
        if (frame.origin() != Origin.Nobody.NOBODY) {
            throw execution.failure(2, "BadOrigin");
        }
        State state = execution.state();
        List<Value> pulses =
                frame.call().arg("pulses_payload").asFields().get("pulses").asList();
        List<Long> rounds = pulses.stream()
                .map(pulse -> pulse.asFields().get("round").asLong())
                .toList();
        long before = lastStoredRound(state);
        execution.ensure(rounds.stream().allMatch(round -> round > before), "Drand", "InvalidRoundNumber");
        pulses.forEach(
                pulse -> state.put("Drand.Pulses", pulse, pulse.asFields().get("round")));
        long last = rounds.get(rounds.size() - 1);
        state.put("Drand.LastStoredRound", wide(last));
        forget(state, before, last);
        execution.emit(
                "Drand",
                "NewPulse",
                named("rounds", items(rounds.stream().map(Values::wide).toList())));
    }

    private static void forget(State state, long before, long last) {
        LongStream.rangeClosed(before - KEPT, last - KEPT)
                .filter(round -> round >= 0)
                .forEach(round -> state.remove("Drand.Pulses", wide(round)));
    }

    private Value pulse(long round) {
        Bytes signature = signature(round);
        return named(
                "round", wide(round), "randomness", blob(Blake2b.hash256(signature)), "signature", blob(signature));
    }
}
