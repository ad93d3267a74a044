package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.testing.RandomValues;
import io.weighbridge.testing.Runtimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Damaged bytes are refused with {@link DecodeException}, or are the encoding of another value. */
class HostileBytesPropertyTest {

    private static final long SEED = 20_230_322;
    private static final int MUTATIONS = 4;
    private static final int HUGE = 1 << 30;

    @TestFactory
    Stream<DynamicTest> damagedValuesOfEveryTypeAreRefusedOrMeanAnotherValue() {
        return forEachRuntime((runtime, values, random) -> {
            for (TypeDef type : runtime.metadata().types().types()) {
                if (values.exists(type.id())) {
                    Bytes encoded = runtime.encode(type.id(), values.value(type.id()));
                    for (int i = 0; i < MUTATIONS; i++) {
                        checkValue(runtime, type, mutate(encoded, random));
                    }
                }
            }
        });
    }

    /** Decoding and passing over agree, and what is accepted has no second encoding. */
    private static void checkValue(Runtime runtime, TypeDef type, Bytes damaged) {
        Supplier<String> what = () -> "type " + type.id() + " " + type.path() + ": " + damaged.hex();
        Optional<Value> decoded = decoded(() -> runtime.decode(type.id(), damaged), what);
        Optional<Integer> skipped = decoded(
                () -> {
                    var in = new ScaleReader(damaged);
                    runtime.skip(type.id(), in);
                    in.expectEnd();
                    return in.offset();
                },
                what);
        assertThat(skipped.isPresent()).as(what).isEqualTo(decoded.isPresent());
        decoded.ifPresent(
                value -> assertThat(runtime.encode(type.id(), value)).as(what).isEqualTo(damaged));
    }

    @TestFactory
    Stream<DynamicTest> damagedExtrinsicsAreRefusedOrMeanAnotherExtrinsic() {
        return forEachRuntime((runtime, values, random) -> {
            for (Pallet pallet : runtime.metadata().pallets()) {
                for (TypeDef.Variant variant : values.variants(pallet.callType())) {
                    Bytes damaged = mutate(values.extrinsic(values.call(pallet, variant)), random);
                    decoded(() -> runtime.decodeExtrinsic(damaged), damaged::hex)
                            .ifPresent(extrinsic -> assertThat(runtime.encodeExtrinsic(extrinsic))
                                    .isEqualTo(damaged));
                    Bytes body = withLength(damaged);
                    decoded(() -> runtime.decodeExtrinsic(body), body::hex)
                            .ifPresent(extrinsic -> assertThat(runtime.encodeExtrinsic(extrinsic))
                                    .isEqualTo(body));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> damagedEventsAreRefusedOrMeanOtherEvents() {
        return forEachRuntime((runtime, values, random) -> {
            for (int round = 0; round < 100; round++) {
                List<EventRecord> events = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    events.add(values.event(i));
                }
                Bytes damaged = mutate(runtime.encodeEvents(events), random);
                Optional<List<EventRecord>> decoded = decoded(() -> runtime.decodeEvents(damaged), damaged::hex);
                decoded.ifPresent(
                        records -> assertThat(runtime.encodeEvents(records)).isEqualTo(damaged));
                assertThat(decoded(() -> runtime.decodeEvents(damaged, (pallet, name) -> false), damaged::hex)
                                .isPresent())
                        .isEqualTo(decoded.isPresent());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> listsThatClaimABillionElementsAreRefused() {
        return forEachRuntime((runtime, values, random) -> {
            Bytes claim = new ScaleWriter()
                    .compact(HUGE)
                    .bytes(Bytes.wrap(new byte[64]))
                    .toBytes();
            for (TypeDef type : runtime.metadata().types().types()) {
                if (type.shape() instanceof TypeDef.Shape.Sequence) {
                    assertThat(decoded(() -> runtime.decode(type.id(), claim), () -> "type " + type.id()))
                            .isEmpty();
                }
            }
        });
    }

    private static <T> Optional<T> decoded(Supplier<T> decoder, Supplier<String> what) {
        try {
            return Optional.of(decoder.get());
        } catch (DecodeException refused) {
            assertThat(refused.getMessage()).as(what).isNotBlank();
            return Optional.empty();
        }
    }

    /** The bytes of a damaged extrinsic under a length prefix that is right. */
    private static Bytes withLength(Bytes damaged) {
        Bytes body = damaged.size() < 4 ? damaged : damaged.slice((damaged.get(0) & 3) + 1);
        return new ScaleWriter().byteVector(body).toBytes();
    }

    private static Bytes mutate(Bytes encoded, Random random) {
        int size = encoded.size();
        int at = size == 0 ? 0 : random.nextInt(size);
        return switch (random.nextInt(6)) {
            case 0 -> encoded.slice(0, at);
            case 1 -> Bytes.concat(encoded, bytes(1 + random.nextInt(3), random));
            case 2 -> splice(encoded, at, 0, new ScaleWriter().compact(HUGE).toBytes());
            case 3 -> splice(encoded, at, Math.min(4, size - at), bytes(4, random));
            case 4 -> splice(encoded, at, size - at, encoded.slice(0, at));
            default ->
                size == 0
                        ? bytes(1, random)
                        : splice(encoded, at, 1, Bytes.copyOf((byte) (encoded.get(at) ^ 1 << random.nextInt(8))));
        };
    }

    private static Bytes splice(Bytes bytes, int at, int removed, Bytes inserted) {
        return Bytes.concat(bytes.slice(0, at), inserted, bytes.slice(at + removed));
    }

    private static Bytes bytes(int size, Random random) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static Stream<DynamicTest> forEachRuntime(Check check) {
        return Runtimes.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Runtime runtime = Runtimes.of(name);
                    check.run(runtime, new RandomValues(runtime, SEED), new Random(SEED));
                }));
    }

    private interface Check {
        void run(Runtime runtime, RandomValues values, Random random);
    }
}
