package io.weighbridge.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.scale.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ties a reveal to its commit. The expected values were computed with Python's {@code hashlib}. */
final class CommitHashTest {

    private static final AccountId ALICE =
            AccountId.fromHex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
    private static final Payload.Weights WEIGHTS = new Payload.Weights(List.of(1, 2), List.of(10, 20), 0);

    @Test
    void aRevealLeadsBackToTheHashThatWasCommitted() {
        assertThat(CommitHash.of(ALICE, StorageIndex.of(1), WEIGHTS, List.of(5)))
                .isEqualTo(Hash.fromHex("12361ab3d0ab894853fc51a1d526bf496c876c1f11a4ad499ce0af8997152d8a"));
    }

    @Test
    void theMechanismIsPartOfIt() {
        assertThat(CommitHash.of(ALICE, StorageIndex.of(4097), WEIGHTS, List.of(5)))
                .isEqualTo(Hash.fromHex("b439931dba321d6488b3a6bdf49451e42115e16243e046451dfd11073abf7e38"));
    }

    @Test
    void earlyRevealsHadNoSalt() {
        assertThat(CommitHash.withoutSalt(ALICE, StorageIndex.of(1), WEIGHTS))
                .isEqualTo(Hash.fromHex("75f084a1c2a6182cfe340f8308c8c141a50e0864b05d12152fe217ebc7c52802"));
    }

    @Test
    void aTimelockedCommitIsKnownByTheHashOfItsCiphertext() {
        assertThat(CommitHash.ofCiphertext(Bytes.fromHex("010203")))
                .isEqualTo(Hash.fromHex("11c0e79b71c3976ccd0c02d1310e2516c08edc9d8b6f57ccd680d63a4d8e72da"));
    }
}
