package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.testing.Runtimes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Calls within calls: as many as the runtime takes, and never as many as the stack would. */
class NestingTest {

    private static final int MOST_CALLS = 256;
    /** What a thread gets where nothing else is said. */
    private static final int USUAL_STACK = 1 << 20;

    private final Runtime runtime = Runtimes.of("finney-spec-393-v14");

    @Test
    void takesAsManyCallsWithinCallsAsTheRuntime() throws InterruptedException {
        Bytes nested = batches(MOST_CALLS);
        onAUsualStack(() -> {
            Call call = runtime.decodeCall(nested);
            assertThat(runtime.encodeCall(call)).isEqualTo(nested);
        });
    }

    @Test
    void refusesOneMore() throws InterruptedException {
        onAUsualStack(() -> assertThatThrownBy(() -> runtime.decodeCall(batches(MOST_CALLS + 1)))
                .isInstanceOfSatisfying(
                        DecodeException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(Reason.TOO_DEEP)));
    }

    @Test
    void refusesAHundredThousand() throws InterruptedException {
        onAUsualStack(() -> assertThatThrownBy(() -> runtime.decodeCall(batches(100_000)))
                .asInstanceOf(InstanceOfAssertFactories.type(DecodeException.class))
                .extracting(DecodeException::reason)
                .isEqualTo(Reason.TOO_DEEP));
    }

    /** A type of this shape is in no runtime: as deep as types may be, and again inside itself. */
    @Test
    void refusesTheTallestTypeWithinItself() throws InterruptedException {
        int tallest = 23;
        List<TypeDef> types = new ArrayList<>();
        for (int i = 0; i < tallest; i++) {
            var field = new TypeDef.Field("field", i + 1, "", List.of());
            var variant = new TypeDef.Variant("Variant", 0, List.of(field), List.of());
            types.add(new TypeDef(i, "Enum", List.of(), new Shape.Enumeration(List.of(variant)), List.of()));
        }
        types.add(new TypeDef(tallest, "", List.of(), new Shape.Sequence(0), List.of()));
        Codec codec = new CodecCompiler(new TypeRegistry(types), Metadata.NO_TYPE).compile(0);
        Bytes deep = Bytes.fromHex(("00".repeat(tallest) + "04").repeat(1000));
        onAUsualStack(() -> assertThatThrownBy(() -> codec.decode(new ScaleReader(deep)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("levels of nesting"));
    }

    @Test
    void tellsWhereItWasWithinTheCalls() {
        Bytes damaged = Bytes.concat(Bytes.fromHex("0b00080b0004"), Bytes.fromHex("070003000400"));
        assertThatThrownBy(() -> runtime.decodeCall(damaged))
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith(
                        "Utility.batch.calls[0].Utility.batch.calls[0].SubtensorModule.set_weights.dests");
    }

    /** {@code Utility.batch} in {@code Utility.batch}, and in the innermost {@code System.remark}. */
    private static Bytes batches(int depth) {
        var out = new ScaleWriter();
        for (int i = 0; i < depth; i++) {
            out.u8(11).u8(0).compact(1);
        }
        return out.u8(0).u8(0).compact(0).toBytes();
    }

    private static void onAUsualStack(Runnable action) throws InterruptedException {
        var fault = new AtomicReference<Throwable>();
        var thread = new Thread(null, action, "usual stack", USUAL_STACK);
        thread.setUncaughtExceptionHandler((owner, thrown) -> fault.set(thrown));
        thread.start();
        thread.join();
        assertThat(fault.get()).isNull();
    }
}
