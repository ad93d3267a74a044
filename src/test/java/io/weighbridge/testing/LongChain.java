package io.weighbridge.testing;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.address;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.numbers;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.unnamed;
import static io.weighbridge.devnet.spec.Values.variant;
import static io.weighbridge.devnet.spec.Values.wide;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Dice;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Era;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.StorageValue;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A chain of any length that is made when it is asked for: one validator that sets weights now and then and fails now and
 * then, among others who make noise. Only the hashes are kept. Each answer takes as long as it is told to. Safe for many
 * threads.
 */
public final class LongChain implements ChainSource {

    /** The validator. */
    public static final AccountId HOTKEY = AccountId.fromHex("aa".repeat(32));

    /** Where it sets weights. */
    public static final Netuid NETUID = new Netuid(7);

    private static final int SPEC = 424;
    private static final int UID = 3;
    private static final int NEURONS = 256;
    private static final long FIRST_NONCE = 5000;
    private static final long GENESIS = 1_700_000_000_000L;

    private final Dice dice;
    private final DevRuntime runtime = DevRuntime.of(SPEC);
    private final Hash[] hashes;
    private final Map<Hash, Integer> numbers = new HashMap<>();
    private final int subnets;
    private final long[] attempts;
    private final List<long[]> successes;
    private final Map<Bytes, LongFunction<Bytes>> state = new HashMap<>();
    private final Duration latency;
    private final AtomicLong requests = new AtomicLong();

    /**
     * A chain.
     *
     * @param seed decides when weights are set
     * @param length the number of its last block
     * @param every blocks between two attempts, on average
     * @param failures how many of a hundred fail
     * @param latency how long each answer takes
     */
    public LongChain(long seed, int length, int every, int failures, Duration latency) {
        this(seed, length, every, failures, latency, 1);
    }

    /** The same, where the validator's attempts are spread over some subnets, of which {@link #NETUID} is the first. */
    public LongChain(long seed, int length, int every, int failures, Duration latency, int subnets) {
        this.subnets = subnets;
        this.dice = new Dice(seed);
        this.latency = latency;
        this.hashes = new Hash[length + 1];
        this.attempts = LongStream.iterate(
                        1 + every / 2, at -> at <= length, at -> at + every / 2 + dice.below(every, "wait", at))
                .toArray();
        this.successes = IntStream.range(0, subnets)
                .mapToObj(subnet -> Arrays.stream(attempts)
                        .filter(at -> subnetOf(at) == subnet && !dice.happens(failures, "failure", at))
                        .toArray())
                .toList();
        Hash parent = Hash.ZERO;
        for (int number = 0; number <= length; number++) {
            hashes[number] = header(number, parent).hash();
            numbers.put(hashes[number], number);
            parent = hashes[number];
        }
        describeState();
    }

    /** How many attempts there were, on all subnets. */
    public int attempts() {
        return attempts.length;
    }

    /** How many of them were about {@link #NETUID}. */
    public long attemptsOnFirst() {
        return Arrays.stream(attempts).filter(at -> subnetOf(at) == 0).count();
    }

    /** How many requests there were. */
    public long requests() {
        return requests.get();
    }

    /** Which of the subnets an attempt is about, from 0. */
    private int subnetOf(long attempt) {
        return dice.below(subnets, "subnet", attempt);
    }

    private void describeState() {
        state.put(key("System.Events"), this::events);
        state.put(key("Timestamp.Now"), at -> encode("Timestamp.Now", wide(GENESIS + at * 12_000)));
        state.put(key("System.Account", account(HOTKEY)), at -> accountAt(FIRST_NONCE + upTo(attempts, at)));
        for (int subnet = 0; subnet < subnets; subnet++) {
            describeSubnet(NETUID.value() + subnet, successes.get(subnet));
        }
    }

    private void describeSubnet(int netuid, long[] sets) {
        state.put(
                key("SubtensorModule.Uids", number(netuid), account(HOTKEY)),
                at -> encode("SubtensorModule.Uids", number(UID)));
        state.put(key("SubtensorModule.LastUpdate", number(netuid)), at -> lastUpdate(last(sets, at), at));
        state.put(
                key("SubtensorModule.Weights", number(netuid), number(UID)),
                at -> encode(
                        "SubtensorModule.Weights",
                        last(sets, at) == 0
                                ? items(List.of())
                                : items(List.of(
                                        tuple(number(0), number(65_535)),
                                        tuple(number(1), number(second(last(sets, at))))))));
    }

    private Bytes lastUpdate(long last, long at) {
        return encode(
                "SubtensorModule.LastUpdate",
                items(IntStream.range(0, NEURONS)
                        .mapToObj(uid -> wide(uid == UID ? last : at / 100 * 100))
                        .toList()));
    }

    private static long last(long[] sets, long at) {
        return upTo(sets, at) == 0 ? 0 : sets[upTo(sets, at) - 1];
    }

    /** The weight of the second uid, which is another one each time. */
    private static long second(long block) {
        return block % 65_535;
    }

    private Bytes accountAt(long nonce) {
        Value data = named("free", wide(1_000_000_000), "reserved", wide(0), "frozen", wide(0), "flags", wide(0));
        return encode(
                "System.Account",
                named(
                        "nonce",
                        number(nonce),
                        "consumers",
                        number(0),
                        "providers",
                        number(1),
                        "sufficients",
                        number(0),
                        "data",
                        data));
    }

    private Bytes key(String item, Value... keys) {
        return runtime.storage(item).key(keys);
    }

    private Bytes encode(String item, Value value) {
        return runtime.storage(item).encode(value);
    }

    private static int upTo(long[] sorted, long block) {
        int found = Arrays.binarySearch(sorted, block);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static Header header(long number, Hash parent) {
        return new Header(parent, number, Hash.ZERO, Hash.ZERO, List.of());
    }

    private List<Bytes> body(long number) {
        var body = new ArrayList<Bytes>();
        if (number > 0) {
            Call time = runtime.runtime().call("Timestamp", "set", named("now", wide(GENESIS + number * 12_000)));
            body.add(runtime.runtime()
                    .encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 5, Extrinsic.Preamble.Bare.BARE, time)));
            for (int other = 1; other <= 4; other++) {
                Call remark =
                        runtime.runtime().call("System", "remark", named("remark", blob(Bytes.wrap(new byte[100]))));
                body.add(signed(new AccountId(Bytes.fromHex(("0" + other).repeat(32))), number, remark));
            }
            if (attempted(number)) {
                Call set = runtime.runtime()
                        .call(
                                "SubtensorModule",
                                "set_weights",
                                named(
                                        "netuid",
                                        number(NETUID.value() + subnetOf(number)),
                                        "dests",
                                        numbers(List.of(0, 1)),
                                        "weights",
                                        numbers(List.of(65_535, (int) second(number))),
                                        "version_key",
                                        wide(0)));
                body.add(signed(HOTKEY, FIRST_NONCE + upTo(attempts, number) - 1, set));
            }
        }
        return body;
    }

    private boolean attempted(long number) {
        return Arrays.binarySearch(attempts, number) >= 0;
    }

    private Bytes signed(AccountId signer, long nonce, Call call) {
        var preamble = new Extrinsic.Preamble.Signed(
                address(signer),
                "Sr25519",
                Bytes.wrap(new byte[64]),
                runtime.runtime().extensions(Era.Immortal.IMMORTAL, nonce, BigInteger.ZERO));
        return runtime.runtime().encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 4, preamble, call));
    }

    private Bytes events(long number) {
        var events = new ArrayList<EventRecord>();
        int count = body(number).size();
        for (int i = 0; i < count; i++) {
            var phase = new Phase.ApplyExtrinsic(i);
            boolean own = i == 5;
            Value info = named(
                    "weight",
                    named("ref_time", wide(1), "proof_size", wide(0)),
                    "class",
                    variant("Normal", 0),
                    "pays_fee",
                    variant("No", 1));
            if (own && Arrays.binarySearch(successes.get(subnetOf(number)), number) < 0) {
                Value error = runtime.moduleError("SubtensorModule", "SettingWeightsTooFast");
                events.add(event(
                        events.size(),
                        phase,
                        "System",
                        "ExtrinsicFailed",
                        named("dispatch_error", error, "dispatch_info", info)));
            } else {
                if (own) {
                    events.add(event(
                            events.size(),
                            phase,
                            "SubtensorModule",
                            "WeightsSet",
                            unnamed(number(NETUID.value() + subnetOf(number)), number(UID))));
                }
                events.add(event(events.size(), phase, "System", "ExtrinsicSuccess", named("dispatch_info", info)));
            }
        }
        return runtime.runtime().encodeEvents(events);
    }

    private EventRecord event(int index, Phase phase, String pallet, String name, Value.Fields fields) {
        return runtime.runtime().event(index, phase, pallet, name, fields);
    }

    @Override
    public Single<Hash> genesisHash() {
        return answer(() -> hashes[0]);
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return answer(() -> new BlockRef(hashes.length - 1L, hashes[hashes.length - 1]));
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return finalizedHead().toFlowable().concatWith(Flowable.never());
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return answer(() -> hashes[(int) number]).toMaybe();
    }

    @Override
    public Single<Header> header(Hash block) {
        return answer(() -> headerOf(numberOf(block)));
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return answer(() -> {
            int number = numberOf(block);
            return new RawBlock(new BlockRef(number, block), headerOf(number), body(number));
        });
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return answer(() -> {
            int number = numberOf(block);
            return keys.stream().map(key -> value(key, number)).toList();
        });
    }

    private StorageValue value(Bytes key, int number) {
        LongFunction<Bytes> value = state.get(key);
        return value == null ? StorageValue.Absent.ABSENT : new StorageValue.Present(value.apply(number));
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return answer(() -> new RuntimeVersion("node-subtensor", SPEC, 1, 1));
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return answer(runtime::metadata);
    }

    @Override
    public boolean verifiesBodies() {
        return true;
    }

    @Override
    public void close() {}

    private Header headerOf(int number) {
        return header(number, number == 0 ? Hash.ZERO : hashes[number - 1]);
    }

    private int numberOf(Hash block) {
        Integer number = numbers.get(block);
        if (number == null) {
            throw new IllegalArgumentException("no block has the hash " + block);
        }
        return number;
    }

    private <T> Single<T> answer(Callable<T> value) {
        Single<T> answer = Single.fromCallable(() -> {
            requests.incrementAndGet();
            return value.call();
        });
        return latency.isZero() ? answer : answer.delay(latency.toMillis(), TimeUnit.MILLISECONDS);
    }
}
