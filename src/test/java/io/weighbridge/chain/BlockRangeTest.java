package io.weighbridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BlockRangeTest {

    @Test
    void itsPiecesAreAllOfItInOrder() {
        assertThat(new BlockRange(5, 14).pieces(4))
                .containsExactly(new BlockRange(5, 8), new BlockRange(9, 12), new BlockRange(13, 14));
        assertThat(new BlockRange(5, 12).pieces(4)).containsExactly(new BlockRange(5, 8), new BlockRange(9, 12));
        assertThat(new BlockRange(7, 7).pieces(4)).containsExactly(new BlockRange(7, 7));
    }

    @Test
    void itIsNeverEmptyNorNegative() {
        assertThatThrownBy(() -> new BlockRange(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockRange(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockRange(0, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }
}
