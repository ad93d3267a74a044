package io.weighbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Store.SpecRange;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecMapTest {

    private final SpecMap map = new SpecMap();

    private void put(int spec, long first, long last) {
        map.put(spec, new BlockRange(first, last));
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(map.at(5)).isEmpty();
        assertThat(map.unknown(new BlockRange(1, 9))).isEqualTo(RangeSet.of(new BlockRange(1, 9)));
    }

    @Test
    void mergesRangesOfOneRuntimeThatTouch() {
        put(100, 1, 4);
        put(100, 8, 9);
        put(100, 5, 7);

        assertThat(map.spanAt(6)).contains(new SpecRange(100, new BlockRange(1, 9)));
    }

    @Test
    void letsTheNewWordHold() {
        put(100, 1, 9);
        put(119, 4, 5);

        assertThat(map.spanAt(3)).contains(new SpecRange(100, new BlockRange(1, 3)));
        assertThat(map.spanAt(4)).contains(new SpecRange(119, new BlockRange(4, 5)));
        assertThat(map.spanAt(6)).contains(new SpecRange(100, new BlockRange(6, 9)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void agreesWithAPlainListWhateverIsPutAndForgotten(long seed) {
        var random = new Random(seed);
        int[] plain = new int[60];
        for (int round = 0; round < 300; round++) {
            int first = random.nextInt(plain.length);
            int last = first + random.nextInt(plain.length - first);
            int spec = random.nextInt(4);
            if (spec == 0) {
                map.forget(new BlockRange(first, last));
            } else {
                put(spec, first, last);
            }
            Arrays.fill(plain, first, last + 1, spec);
            for (int block = 0; block < plain.length; block++) {
                assertThat(map.at(block).orElse(0)).as("block %d", block).isEqualTo(plain[block]);
                assertThat(map.unknown(new BlockRange(0, 59)).contains(block)).isEqualTo(plain[block] == 0);
            }
        }
    }
}
