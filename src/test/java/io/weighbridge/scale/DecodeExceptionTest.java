package io.weighbridge.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.scale.DecodeException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecodeExceptionTest {

    @Test
    void tellsTheOffset() {
        DecodeException fault = DecodeException.at(7, Reason.TRUNCATED, "need 2 bytes, 1 left");

        assertThat(fault).hasMessage("byte 7: need 2 bytes, 1 left");
        assertThat(fault.offset()).isEqualTo(7);
        assertThat(fault.what()).isEqualTo("need 2 bytes, 1 left");
    }

    @Test
    void tellsNoPlaceForTheInputAsAWhole() {
        assertThat(DecodeException.of(Reason.INVALID, "not metadata")).hasMessage("not metadata");
    }

    @Test
    void gathersThePathFromTheInsideOut() {
        DecodeException fault = DecodeException.at(753, Reason.TRUNCATED, "need 2 bytes, 1 left")
                .inside("[0]")
                .inside("WeightsSet")
                .inside("events[17]");

        assertThat(fault).hasMessage("events[17].WeightsSet[0] at byte 753: need 2 bytes, 1 left");
        assertThat(fault.path()).isEqualTo("events[17].WeightsSet[0]");
        assertThat(fault.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(fault.offset()).isEqualTo(753);
    }

    @Test
    void tellsThePathWithoutAnOffset() {
        assertThat(DecodeException.of(Reason.INVALID, "wrong").inside("types[3]"))
                .hasMessage("types[3]: wrong");
    }

    @Test
    void everyReasonHasItsOwnWord() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::word)).doesNotHaveDuplicates();
    }

    @Test
    void leavesOutTheMiddleOfALongPath() {
        DecodeException fault = DecodeException.of(Reason.TOO_DEEP, "deep");
        for (int i = 0; i < 30; i++) {
            fault = fault.inside("s" + i);
        }
        assertThat(fault.path())
                .startsWith("s29.s28.")
                .contains(".s18.… (6 steps).s11.")
                .endsWith(".s1.s0");
    }
}
