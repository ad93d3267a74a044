package io.weighbridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts that are computed from others. The expected values were computed with Python's {@code hashlib}. */
final class DerivedAccountsTest {

    private static final AccountId ALICE =
            AccountId.fromHex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
    private static final AccountId BOB =
            AccountId.fromHex("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    private static final AccountId CHARLIE =
            AccountId.fromHex("90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22");

    @Test
    void aPseudonymDependsOnItsIndex() {
        assertThat(DerivedAccounts.pseudonym(ALICE, 0))
                .isEqualTo(AccountId.fromHex("799239e4ab0a3de63582363422f344346eb55bee62885a84a0c8aaf5aa564995"));
        assertThat(DerivedAccounts.pseudonym(ALICE, 7))
                .isEqualTo(AccountId.fromHex("63d33ee47719f264c03143b0f4d69ff1751b7e2da5697cbf6906c74d734dcd28"));
    }

    @Test
    void aMultisigDependsOnItsThresholdAndNotOnTheOrderOfItsSignatories() {
        AccountId twoOfThree = AccountId.fromHex("49daa32c7287890f38b7e1a8cd2961723d36d20baa0bf3b82e0c4bdda93b1c0a");

        assertThat(DerivedAccounts.multisig(List.of(ALICE, BOB, CHARLIE), 2)).isEqualTo(twoOfThree);
        assertThat(DerivedAccounts.multisig(List.of(CHARLIE, ALICE, BOB), 2)).isEqualTo(twoOfThree);
        assertThat(DerivedAccounts.multisig(List.of(ALICE, BOB, CHARLIE), 1))
                .isEqualTo(AccountId.fromHex("62351eebcfff6683e20304c7e654cecaf923b6f81e6535a59792e414b2336012"));
    }
}
