package io.weighbridge.devnet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    @Test
    void readsFieldsWithAndWithoutNames() {
        Signature signature = Signature.parse("Both(netuid: u16, Vec<(u16,  [u8;4])>)");
        assertThat(signature.name()).isEqualTo("Both");
        assertThat(signature.fields()).extracting(Signature.Field::name).containsExactly("netuid", "");
        assertThat(signature.fields())
                .extracting(field -> field.type().toString())
                .containsExactly("u16", "Vec<(u16, [u8; 4])>");
    }

    @Test
    void aNameAloneHasNoFields() {
        assertThat(Signature.parse("BatchCompleted").fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"()", "Result<(), DispatchError>", "(u16,)", "Compact<()>"})
    void writesTypesInOneForm(String type) {
        assertThat(Signature.parseType(Signature.parseType(type).toString())).isEqualTo(Signature.parseType(type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set(u16       | expected ',', found the end",
                "set(u16))     | expected the end, found ')'",
                "set(Vec<u16)  | expected ',', found ')'",
                "set(: u16)    | expected a name or a number, found ':'",
                "set([u8, 4])  | expected ';', found ','"
            })
    void pointsAtWhatItCannotRead(String text, String why) {
        assertThatThrownBy(() -> Signature.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
