package io.weighbridge.bench;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Era;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Extrinsic.Preamble;
import io.weighbridge.runtime.NameFilter;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.RandomValues;
import io.weighbridge.testing.Runtimes;
import io.weighbridge.testing.SharedData;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Decodes a block of spec 393: ten extrinsics, three of them {@code set_weights} with 256 weights, and 60 events of a
 * real block. Each call is sampled: read the median, which other load on the machine hardly moves.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {

    private static final int EXTRINSICS = 10;
    private static final int SET_WEIGHTS = 3;
    private static final int WEIGHTS = 256;
    private static final int EVENTS = 60;

    private static final NameFilter WEIGHT_CALLS =
            (pallet, name) -> pallet.equals("SubtensorModule") && name.contains("weights");
    private static final NameFilter OUTCOMES = (pallet, name) -> pallet.equals("System") || name.contains("Weights");

    private final Runtime runtime = Runtimes.of("finney-spec-393-v14");
    private final Random random = new Random(393);
    private final List<Bytes> extrinsics = buildExtrinsics();
    private final Bytes events = buildEvents();

    /** All extrinsics and all events, with everything in them. */
    @Benchmark
    public void everything(Blackhole blackhole) {
        for (Bytes extrinsic : extrinsics) {
            blackhole.consume(runtime.decodeExtrinsic(extrinsic));
        }
        blackhole.consume(runtime.decodeEvents(events));
    }

    /** The same, but the arguments of other calls than weight calls and the fields of most events are passed over. */
    @Benchmark
    public void whatWeightsNeed(Blackhole blackhole) {
        for (Bytes extrinsic : extrinsics) {
            blackhole.consume(runtime.decodeExtrinsic(extrinsic, WEIGHT_CALLS));
        }
        blackhole.consume(runtime.decodeEvents(events, OUTCOMES));
    }

    /** The ten extrinsics alone. */
    @Benchmark
    public void extrinsics(Blackhole blackhole) {
        for (Bytes extrinsic : extrinsics) {
            blackhole.consume(runtime.decodeExtrinsic(extrinsic));
        }
    }

    /** The 60 events alone. */
    @Benchmark
    public List<EventRecord> events() {
        return runtime.decodeEvents(events);
    }

    /** The hashes of the ten extrinsics alone, which decoding them includes. */
    @Benchmark
    public void hashes(Blackhole blackhole) {
        for (Bytes extrinsic : extrinsics) {
            blackhole.consume(Blake2b.hash256(extrinsic));
        }
    }

    private List<Bytes> buildExtrinsics() {
        var values = new RandomValues(runtime, 393);
        List<Bytes> block = new ArrayList<>();
        block.add(encode(Preamble.Bare.BARE, values.call("Timestamp", "set")));
        for (int i = 0; i < SET_WEIGHTS; i++) {
            block.add(encode(signed(i), setWeights()));
        }
        block.add(encode(signed(3), values.call("Balances", "transfer_keep_alive")));
        block.add(encode(signed(4), values.call("SubtensorModule", "add_stake")));
        block.add(encode(signed(5), values.call("SubtensorModule", "serve_axon")));
        block.add(encode(signed(6), values.call("SubtensorModule", "commit_weights")));
        block.add(encode(signed(7), values.call("SubtensorModule", "burned_register")));
        block.add(encode(signed(8), values.call("SubtensorModule", "remove_stake")));
        if (block.size() != EXTRINSICS) {
            throw new IllegalStateException("the block has " + block.size() + " extrinsics");
        }
        return block;
    }

    private Call setWeights() {
        List<Value> uids = new ArrayList<>();
        List<Value> weights = new ArrayList<>();
        for (int uid = 0; uid < WEIGHTS; uid++) {
            uids.add(new Value.Int(uid));
            weights.add(new Value.Int(random.nextInt(65_536)));
        }
        return runtime.call(
                "SubtensorModule",
                "set_weights",
                new Value.Fields(
                        List.of("netuid", "dests", "weights", "version_key"),
                        List.of(
                                new Value.Int(1),
                                new Value.Items(uids),
                                new Value.Items(weights),
                                new Value.Wide(BigInteger.TEN))));
    }

    private Preamble.Signed signed(int nonce) {
        var signer = new Value.Variant(
                "Id", 0, new Value.Fields(List.of(), List.of(new Value.Account(new AccountId(bytes(32))))));
        return new Preamble.Signed(
                signer, "Sr25519", bytes(64), runtime.extensions(new Era.Mortal(128, 67), nonce, BigInteger.ZERO));
    }

    private Bytes encode(Preamble preamble, Call call) {
        return runtime.encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 4, preamble, call));
    }

    /** 60 of the 166 events of finney's block 7,959,608, spread evenly. */
    private Bytes buildEvents() {
        String vector = new String(
                SharedData.read("vectors/recorded/finney-block-7959608-spec-393-system-events.json"),
                StandardCharsets.UTF_8);
        Matcher hex = Pattern.compile("\"hex\":\\s*\"(0x[0-9a-f]+)\"").matcher(vector);
        if (!hex.find()) {
            throw new IllegalStateException("the vector has no input");
        }
        List<EventRecord> recorded = runtime.decodeEvents(Bytes.fromHex(hex.group(1)));
        List<EventRecord> some = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            some.add(recorded.get(i * recorded.size() / EVENTS));
        }
        return runtime.encodeEvents(some);
    }

    private Bytes bytes(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
