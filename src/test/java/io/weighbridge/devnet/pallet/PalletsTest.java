package io.weighbridge.devnet.pallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef.Variant;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value.Fields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PalletsTest {

    @ParameterizedTest
    @ValueSource(ints = {393, 424})
    void everyCallHasItsRule(int spec) {
        var runtime = DevRuntime.of(spec).runtime();
        for (Pallet pallet : runtime.metadata().pallets()) {
            for (Variant call : runtime.metadata().types().variants(pallet.callType())) {
                assertThat(Pallets.rule(
                                new Call(pallet.name(), call.name(), pallet.index(), call.index(), Fields.NONE)))
                        .isNotNull();
            }
        }
    }
}
