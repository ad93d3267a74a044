package io.weighbridge.backfill.jump;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.Finding;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.FactSamples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nonces in a block go with the nonces in the states around it; {@code -} is an account that does not exist. */
class VisitedBlockTest {

    private static final AccountId WHO = FactSamples.ALICE;

    @ParameterizedTest(name = "{0} before, signed {1}, {2} after")
    @CsvSource({
        "3, '', 3, false",
        "3, '3 4', 5, false",
        "-, 0, 1, false",
        "0, 0, -, true",
        "5, 5, -, true",
        "-, 0, -, true",
        "2, '2 0 1', 2, true",
        "2, 2, 0, true",
        "7, '', 0, true"
    })
    void isExplainedWhereTheyFollowEachOtherOrBeginAnew(String before, String signed, String after, boolean resets) {
        VisitedBlock visited = visited(before, signed, after);

        assertThat(visited.isExplained()).isTrue();
        assertThat(visited.resets()).isEqualTo(resets);
    }

    @ParameterizedTest(name = "{0} before, signed {1}, {2} after")
    @CsvSource({"3, '', 4", "3, 3, 3", "3, 4, 5", "3, '3 5', 6", "3, '3 4', 2", "5, '', 3", "3, '3 1', 2"})
    void isNotExplainedElse(String before, String signed, String after) {
        assertThat(visited(before, signed, after).isExplained()).isFalse();
    }

    @Test
    void aBlockWhoseBodyCouldNotBeHadSaysNothingAgainstTheState() {
        var unreadable = new Finding.Unreadable(9, "no body");

        assertThat(new VisitedBlock(snapshot(8, "3"), snapshot(9, "4"), unreadable, Map.of()).isExplained())
                .isTrue();
        assertThat(new VisitedBlock(snapshot(8, "3"), snapshot(9, "4"), unreadable, Map.of(WHO, List.of(7L)))
                        .isExplained())
                .as("its body was there, and only its calls could not be read")
                .isFalse();
    }

    private static VisitedBlock visited(String before, String signed, String after) {
        List<Long> nonces = Arrays.stream(signed.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Long::valueOf)
                .collect(Collectors.toList());
        return new VisitedBlock(
                snapshot(8, before),
                snapshot(9, after),
                new Finding.Facts(new BlockRange(9, 9), List.of()),
                nonces.isEmpty() ? Map.of() : Map.of(WHO, nonces));
    }

    private static Snapshot snapshot(long block, String nonce) {
        Signer signer =
                nonce.equals("-") ? Signer.NONE : new Signer(Long.parseLong(nonce), true, true, Bytes.copyOf((byte) 1));
        return new Snapshot(
                new BlockRef(block, Hash.ZERO),
                Map.of(WHO, signer),
                Map.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Set.of());
    }
}
