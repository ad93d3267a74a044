package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {

    private static final Value ALICE = new Value.Account(new AccountId(Bytes.wrap(new byte[AccountId.SIZE])));
    private static final Value.Fields ONE = new Value.Fields(List.of("only"), List.of(new Value.Int(7)));

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2})
    void aFieldThatIsNotThereIsAFaultOfTheBytes(int position) {
        assertThatThrownBy(() -> ONE.get(position))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("there are only 1");
    }

    @Test
    void fieldsAreFoundByNameAndByPosition() {
        assertThat(ONE.get(0)).isEqualTo(new Value.Int(7)).isEqualTo(ONE.get("only"));
        assertThat(ONE.find("other")).isEmpty();
        assertThatThrownBy(() -> ONE.get("other"))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("[only]");
    }

    @Test
    void anAddressNamesAnAccountByItsIdAlone() {
        assertThat(ALICE.asAddress()).contains(ALICE.asAccount());
        assertThat(variant("Id", ALICE).asAddress()).contains(ALICE.asAccount());
        assertThat(variant("Index", new Value.Int(3)).asAddress()).isEmpty();
        assertThat(variant("Address32", new Value.Blob(ALICE.asBytes())).asAddress())
                .isEmpty();
        assertThat(new Value.Int(3).asAddress()).isEmpty();
    }

    @Test
    void aNumberIsReadAsFarAsItFits() {
        var most = new Value.Wide(new BigInteger("18446744073709551615"));

        assertThat(most.asLong()).isEqualTo(-1);
        assertThatThrownBy(() -> new Value.Wide(most.value().add(BigInteger.ONE)).asLong())
                .isInstanceOf(DecodeException.class);
        assertThat(new Value.Int(Integer.MAX_VALUE).asInt()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> new Value.Int(1L << 31).asInt()).isInstanceOf(DecodeException.class);
    }

    private static Value variant(String name, Value field) {
        return new Value.Variant(name, 0, new Value.Fields(List.of(), List.of(field)));
    }
}
