package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.metadata.TypeDef;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.Runtimes;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchErrorTest {

    private final Runtime runtime = Runtimes.of("finney-spec-393-v14");

    @Test
    void namesAPalletsErrorAndFindsItsDocumentation() {
        DispatchError error = runtime.dispatchError(decode("0x03071c000000"));
        TypeDef.Variant variant = errors("SubtensorModule").stream()
                .filter(each -> each.index() == 0x1c)
                .findFirst()
                .orElseThrow();
        assertThat(error.name()).isEqualTo("SubtensorModule." + variant.name());
        assertThat(error.documentation())
                .isNotBlank()
                .isEqualTo(String.join(" ", variant.docs()).strip());
    }

    @Test
    void namesErrorsDifferentlyWhereTheMetadataDoes() {
        String then =
                Runtimes.of("finney-spec-165-v15").dispatchError(module(7, 20)).name();
        String now = runtime.dispatchError(module(7, 20)).name();
        assertThat(then).isNotEqualTo(now);
    }

    @Test
    void namesTheKindOfOtherErrors() {
        assertThat(runtime.dispatchError(decode("0x02"))).isEqualTo(new DispatchError("BadOrigin", ""));
    }

    @Test
    void putsTheDetailBehindTheKind() {
        assertThat(runtime.dispatchError(decode("0x0700")).name()).isEqualTo("Token.FundsUnavailable");
        assertThat(runtime.dispatchError(decode("0x0801")).name()).isEqualTo("Arithmetic.Overflow");
    }

    @Test
    void readsTheOldLayoutOfAPalletsError() {
        var old = new Value.Variant(
                "Module",
                3,
                new Value.Fields(List.of("index", "error"), List.of(new Value.Int(7), new Value.Int(0x1c))));
        assertThat(runtime.dispatchError(old)).isEqualTo(runtime.dispatchError(module(7, 0x1c)));
    }

    @Test
    void namesWhatTheMetadataDoesNotKnowByItsNumbers() {
        assertThat(runtime.dispatchError(module(77, 3)).name()).isEqualTo("Pallet77.Error3");
        assertThat(runtime.dispatchError(module(7, 255)).name()).isEqualTo("SubtensorModule.Error255");
    }

    private Value decode(String hex) {
        return runtime.decode(Runtimes.type(runtime, "sp_runtime::DispatchError"), Bytes.fromHex(hex));
    }

    private List<TypeDef.Variant> errors(String pallet) {
        return runtime.metadata()
                .types()
                .variants(runtime.metadata().pallet(pallet).orElseThrow().errorType());
    }

    private static Value module(int pallet, int error) {
        var module = new Value.Fields(
                List.of("index", "error"),
                List.of(new Value.Int(pallet), new Value.Blob(Bytes.copyOf((byte) error, (byte) 0, (byte) 0, (byte)
                        0))));
        return new Value.Variant("Module", 3, new Value.Fields(List.of(), List.of(module)));
    }
}
