package io.weighbridge.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded metadata with damaged bytes: it decodes or is refused, at a cost in proportion to its size. */
class MetadataFuzzTest {

    private static final int ROUNDS = 400;

    /** Bytes allocated for each byte of input, beside what loading the classes takes; sound metadata takes 12 to 21. */
    private static final long MOST_ALLOCATED = 60;

    private static final long LOADING = 8 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"testfinney-genesis-spec-103-v14", "finney-spec-165-v15", "finney-spec-424-v16"})
    void flippedBytesAreDecodedOrRefused(String file) {
        byte[] sound = MetadataFiles.raw(file + ".scale.gz").toArray();
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
            }
            decodeOrRefuse(damaged, file + ", seed " + seed);
        }
    }

    /** A compact integer of 2³⁰−1 anywhere: as a count, a length, a type id. */
    @ParameterizedTest
    @ValueSource(strings = {"testfinney-genesis-spec-103-v14", "finney-spec-165-v15", "finney-spec-424-v16"})
    void greatClaimsAreDecodedOrRefused(String file) {
        byte[] sound = MetadataFiles.raw(file + ".scale.gz").toArray();
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            byte[] damaged = sound.clone();
            int at = 5 + random.nextInt(damaged.length - 9);
            damaged[at] = (byte) 0xfe;
            damaged[at + 1] = damaged[at + 2] = damaged[at + 3] = (byte) 0xff;
            decodeOrRefuse(damaged, file + ", seed " + seed);
        }
    }

    @Test
    void everyBeginningIsRefused() {
        Bytes sound = MetadataFiles.raw("testfinney-genesis-spec-103-v14.scale.gz");
        for (int size = 0; size < sound.size(); size += 1 + size / 100) {
            Bytes beginning = sound.slice(0, size);
            assertThatThrownBy(() -> MetadataDecoder.decode(beginning))
                    .as("the first %d bytes", size)
                    .isInstanceOf(DecodeException.class);
        }
    }

    private static void decodeOrRefuse(byte[] damaged, String what) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        try {
            MetadataDecoder.decode(Bytes.wrap(damaged));
        } catch (DecodeException expected) {
            assertThat(expected.getMessage()).as(what).isNotBlank();
        }
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("%s: bytes allocated", what).isLessThan(LOADING + MOST_ALLOCATED * damaged.length);
    }
}
