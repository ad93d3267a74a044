package io.weighbridge.devnet.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateHistoryTest {

    private static final Bytes A = Bytes.fromHex("aa01");
    private static final Bytes B = Bytes.fromHex("aa02");
    private static final Bytes C = Bytes.fromHex("bb01");

    private final StateHistory states = new StateHistory();

    @Test
    void everyBlockKeepsItsValues() {
        states.add(1, Map.of(A, Optional.of(B)));
        states.add(5, Map.of(A, Optional.of(C)));
        states.add(7, Map.of(A, Optional.empty()));
        assertThat(states.get(A, 0)).isEmpty();
        assertThat(states.get(A, 1)).contains(B);
        assertThat(states.get(A, 4)).contains(B);
        assertThat(states.get(A, 5)).contains(C);
        assertThat(states.get(A, 7)).isEmpty();
        assertThat(states.get(A, Long.MAX_VALUE)).isEmpty();
        assertThat(states.get(C, 7)).isEmpty();
    }

    @Test
    void keysComeInOrderAndOnlyWhereTheyHaveAValue() {
        states.add(1, Map.of(A, Optional.of(A), B, Optional.of(B), C, Optional.of(C)));
        states.add(2, Map.of(A, Optional.empty()));
        Bytes prefix = Bytes.fromHex("aa");
        assertThat(states.keys(prefix, Bytes.EMPTY, 10, 1)).isEqualTo(List.of(A, B));
        assertThat(states.keys(prefix, Bytes.EMPTY, 10, 2)).isEqualTo(List.of(B));
        assertThat(states.keys(prefix, A, 10, 1)).isEqualTo(List.of(B));
        assertThat(states.keys(Bytes.EMPTY, Bytes.EMPTY, 2, 1)).isEqualTo(List.of(A, B));
    }

    @Test
    void blocksOnlyAscend() {
        states.add(3, Map.of(A, Optional.of(A)));
        assertThatThrownBy(() -> states.add(3, Map.of(A, Optional.of(B)))).hasMessageContaining("after block 3");
    }

    @Test
    void aLayerIsKeptOrTakenBackWhole() {
        states.add(1, Map.of(A, Optional.of(A)));
        var overlay = new Overlay(states, 1);
        overlay.begin();
        overlay.put(A, B);
        overlay.put(B, B);
        overlay.rollBack();
        assertThat(overlay.get(A)).contains(A);
        overlay.begin();
        overlay.remove(A);
        overlay.commit();
        assertThat(overlay.get(A)).isEmpty();
        assertThat(overlay.changes()).isEqualTo(Map.of(A, Optional.empty()));
    }
}
