package io.weighbridge.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    private static final Bytes FIVE = Bytes.fromHex("0x0102038485");

    @Test
    void readsHexadecimalOfAnyCaseWithAndWithoutPrefix() {
        assertThat(List.of(Bytes.fromHex("0xABcd"), Bytes.fromHex("0XabCD"), Bytes.fromHex("abcd")))
                .containsOnly(Bytes.copyOf((byte) 0xab, (byte) 0xcd));
        assertThat(List.of(Bytes.fromHex(""), Bytes.fromHex("0x"))).containsOnly(Bytes.EMPTY);
        assertThat(Bytes.fromHex("0x00").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0x0", "0xabc", "0xgg", "x0", "0x 1", "0x-1"})
    void refusesOtherHexadecimal(String hex) {
        assertThatThrownBy(() -> Bytes.fromHex(hex)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatIsWrongWithHexadecimal() {
        assertThatThrownBy(() -> Bytes.fromHex("0x01z3"))
                .hasMessage("expected 0 to 9 and a to f, found 'z' as digit 3");
        assertThatThrownBy(() -> Bytes.fromHex("0x01230")).hasMessage("expected two digits a byte, found 5 in all");
    }

    @Test
    void writesLowerCaseHexadecimal() {
        assertThat(Bytes.fromHex("ABCD").hex()).isEqualTo("0xabcd");
        assertThat(Bytes.EMPTY.hex()).isEqualTo("0x");
    }

    @Test
    void shortensWhatItPrints() {
        assertThat(Bytes.wrap(new byte[64]).toString()).isEqualTo("0x" + "00".repeat(64));
        assertThat(Bytes.wrap(new byte[65]).toString()).isEqualTo("0x" + "00".repeat(64) + "… (65 bytes)");
    }

    @Test
    void givesUnsignedBytes() {
        assertThat(FIVE.get(0)).isEqualTo(1);
        assertThat(FIVE.get(4)).isEqualTo(0x85);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesAByteThatIsNotThere(int index) {
        assertThatThrownBy(() -> FIVE.get(index)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FIVE.slice(0, 3).get(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void slices() {
        assertThat(FIVE.slice(1, 3)).isEqualTo(Bytes.fromHex("0203"));
        assertThat(FIVE.slice(3)).isEqualTo(Bytes.fromHex("8485"));
        assertThat(FIVE.slice(1, 4).slice(1, 2)).isEqualTo(Bytes.fromHex("03"));
        assertThat(FIVE.slice(2, 2)).isSameAs(Bytes.EMPTY);
        assertThat(FIVE.slice(5)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void refusesSlicesThatReachOut() {
        assertThatThrownBy(() -> FIVE.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FIVE.slice(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FIVE.slice(1, 3).slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FIVE.slice(6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isEqualByItsBytesAlone() {
        Bytes slice = FIVE.slice(1, 3);

        assertThat(slice).isEqualTo(Bytes.fromHex("0203")).hasSameHashCodeAs(Bytes.fromHex("0203"));
        assertThat(slice).isNotEqualTo(Bytes.fromHex("0204")).isNotEqualTo(Bytes.fromHex("020300"));
        assertThat(slice).isNotEqualTo(Bytes.fromHex("02"));
    }

    @Test
    void doesNotChangeWithTheArrayThatItWasCopiedFrom() {
        byte[] array = {1, 2};
        Bytes copy = Bytes.copyOf(array);
        array[0] = 9;
        copy.toArray()[1] = 9;

        assertThat(copy).isEqualTo(Bytes.fromHex("0102"));
    }

    @Test
    void joins() {
        assertThat(Bytes.concat(FIVE.slice(0, 1), Bytes.EMPTY, FIVE.slice(3))).isEqualTo(Bytes.fromHex("018485"));
        assertThat(Bytes.concat()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void copiesIntoAnArray() {
        byte[] target = new byte[4];
        FIVE.slice(1, 3).copyTo(target, 1);

        assertThat(target).containsExactly(0, 2, 3, 0);
    }

    @Test
    void comparesRegions() {
        assertThat(FIVE.startsWith(Bytes.fromHex("0102"))).isTrue();
        assertThat(FIVE.startsWith(Bytes.fromHex("02"))).isFalse();
        assertThat(FIVE.regionEquals(3, Bytes.fromHex("8485"))).isTrue();
        assertThat(FIVE.regionEquals(4, Bytes.fromHex("8485"))).isFalse();
        assertThat(FIVE.regionEquals(-1, Bytes.EMPTY)).isFalse();
        assertThat(FIVE.regionEquals(Integer.MAX_VALUE, Bytes.fromHex("01"))).isFalse();
    }

    @Test
    void ordersAsUnsignedBytesWithPrefixesFirst() {
        assertThat(List.of(
                        Bytes.EMPTY,
                        Bytes.fromHex("00"),
                        Bytes.fromHex("0000"),
                        Bytes.fromHex("01"),
                        Bytes.fromHex("7f"),
                        Bytes.fromHex("80"),
                        Bytes.fromHex("ff")))
                .isSorted();
    }
}
