package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.testing.RandomValues;
import io.weighbridge.testing.Runtimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is encoded decodes to the same, for values of every type of every runtime. */
class RoundTripPropertyTest {

    private static final long SEED = 20_230_320;
    private static final int VALUES_PER_TYPE = 3;

    @TestFactory
    Stream<DynamicTest> everyTypeDecodesToWhatWasEncoded() {
        return forEachRuntime((runtime, values) -> {
            for (TypeDef type : runtime.metadata().types().types()) {
                for (int i = 0; i < VALUES_PER_TYPE && values.exists(type.id()); i++) {
                    checkRoundTrip(runtime, type, values);
                }
            }
        });
    }

    private static void checkRoundTrip(Runtime runtime, TypeDef type, RandomValues values) {
        Value value = values.value(type.id());
        Bytes encoded = runtime.encode(type.id(), value);
        String what = "type " + type.id() + " " + type.path() + ": " + encoded;
        Value decoded = runtime.decode(type.id(), encoded);
        assertThat(decoded).as(what).isEqualTo(value);
        assertThat(runtime.encode(type.id(), decoded)).as(what).isEqualTo(encoded);
        var in = new ScaleReader(encoded);
        runtime.skip(type.id(), in);
        assertThat(in.remaining()).as("skipped " + what).isZero();
    }

    @TestFactory
    Stream<DynamicTest> everyCallAloneAndInAnExtrinsicDecodesToWhatWasEncoded() {
        return forEachRuntime((runtime, values) ->
                forEachVariant(runtime, values, Pallet::callType, (pallet, variant) -> {
                    Call call = values.call(pallet, variant);
                    assertThat(runtime.decodeCall(runtime.encodeCall(call))).isEqualTo(call);
                    Bytes encoded = values.extrinsic(call);
                    Extrinsic extrinsic = runtime.decodeExtrinsic(encoded);
                    assertThat(extrinsic.call()).isEqualTo(call);
                    assertThat(runtime.encodeExtrinsic(extrinsic)).isEqualTo(encoded);
                    assertThat(runtime.decodeExtrinsic(encoded, (outer, name) -> false))
                            .isEqualTo(withoutArguments(extrinsic));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyEventDecodesToWhatWasEncodedOrIsPassedOver() {
        return forEachRuntime((runtime, values) -> {
            List<EventRecord> events = new ArrayList<>();
            forEachVariant(
                    runtime,
                    values,
                    Pallet::eventType,
                    (pallet, variant) -> events.add(values.event(events.size(), pallet, variant)));
            Bytes encoded = runtime.encodeEvents(events);
            assertThat(runtime.decodeEvents(encoded)).isEqualTo(events);
            assertThat(runtime.decodeEvents(encoded, (pallet, name) -> false))
                    .isEqualTo(events.stream()
                            .map(RoundTripPropertyTest::withoutFields)
                            .toList());
        });
    }

    private static Extrinsic withoutArguments(Extrinsic extrinsic) {
        Call call = extrinsic.call();
        return new Extrinsic(
                extrinsic.hash(),
                extrinsic.length(),
                extrinsic.version(),
                extrinsic.preamble(),
                new Call(call.pallet(), call.name(), call.palletIndex(), call.callIndex(), Value.Fields.NONE));
    }

    private static EventRecord withoutFields(EventRecord event) {
        return new EventRecord(
                event.index(),
                event.phase(),
                event.pallet(),
                event.name(),
                event.palletIndex(),
                event.eventIndex(),
                Value.Fields.NONE,
                event.topics());
    }

    private static void forEachVariant(
            Runtime runtime,
            RandomValues values,
            ToIntFunction<Pallet> type,
            BiConsumer<Pallet, TypeDef.Variant> action) {
        for (Pallet pallet : runtime.metadata().pallets()) {
            values.variants(type.applyAsInt(pallet)).forEach(variant -> action.accept(pallet, variant));
        }
    }

    private static Stream<DynamicTest> forEachRuntime(BiConsumer<Runtime, RandomValues> check) {
        return Runtimes.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Runtime runtime = Runtimes.of(name);
                    check.accept(runtime, new RandomValues(runtime, SEED));
                }));
    }
}
