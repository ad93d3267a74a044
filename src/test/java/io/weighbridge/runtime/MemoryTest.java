package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.PrimitiveKind;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.testing.Runtimes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that promise much get little memory. */
class MemoryTest {

    private static final int MEGABYTE = 1 << 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void listsWithinListsGetNoRoomForWhatTheyClaim() {
        Runtime runtime = Runtimes.of("finney-spec-393-v14");
        var out = new ScaleWriter();
        for (int i = 0; i < 250; i++) {
            out.u8(11).u8(0).compact(MEGABYTE / 4);
        }
        byte[] rest = new byte[MEGABYTE];
        Arrays.fill(rest, (byte) 0xff);
        Bytes batches = out.bytes(Bytes.wrap(rest)).toBytes();
        assertThat(allocatedBy(() ->
                        assertThatThrownBy(() -> runtime.decodeCall(batches)).isInstanceOf(DecodeException.class)))
                .isLessThan(16L * MEGABYTE);
    }

    @Test
    void elementsWithoutBytesGetNoRoom() {
        Codec list = new CodecCompiler(
                        new TypeRegistry(List.of(
                                type(0, new Shape.Sequence(1)),
                                type(1, new Shape.Tuple(List.of(2, 4))),
                                type(2, new Shape.Array(60_000, 3)),
                                type(3, new Shape.Tuple(List.of())),
                                type(4, new Shape.Primitive(PrimitiveKind.BOOL)))),
                        Metadata.NO_TYPE)
                .compile(0);
        Bytes encoded = new ScaleWriter()
                .compact(1000)
                .bytes(Bytes.wrap(new byte[1000]))
                .toBytes();
        assertThat(allocatedBy(
                        () -> assertThat(list.decode(new ScaleReader(encoded)).asList())
                                .hasSize(1000)))
                .isLessThan(4L * MEGABYTE);
    }

    private long allocatedBy(Runnable action) {
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static TypeDef type(int id, Shape shape) {
        return new TypeDef(id, "", List.of(), shape, List.of());
    }
}
