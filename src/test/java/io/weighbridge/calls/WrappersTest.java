package io.weighbridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.metadata.ExtrinsicFormat;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.testing.Runtimes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WrappersTest {

    private static final Set<String> KNOWN =
            Wrappers.ALL.stream().flatMap(wrapper -> wrapper.calls().stream()).collect(Collectors.toSet());

    /** Their calls stand in the state. */
    private static final Set<String> HOLDING_BY_NAME = Set.of("Crowdloan.finalize");

    @ParameterizedTest
    @MethodSource("runtimes")
    void everyCallThatHoldsCallsIsKnown(String name) {
        assertThat(KNOWN).containsAll(callsThatHoldCalls(Runtimes.of(name).metadata()));
    }

    @Test
    void everyWrapperIsACallOfSomeRuntime() {
        Set<String> holding = Runtimes.names().stream()
                .flatMap(name -> callsThatHoldCalls(Runtimes.of(name).metadata()).stream())
                .collect(Collectors.toSet());

        holding.addAll(HOLDING_BY_NAME);
        assertThat(holding).isEqualTo(KNOWN);
    }

    static List<String> runtimes() {
        return Runtimes.names();
    }

    private static List<String> callsThatHoldCalls(Metadata metadata) {
        List<String> holding = new ArrayList<>();
        for (Pallet pallet : metadata.pallets()) {
            for (TypeDef.Variant call : metadata.types().variants(pallet.callType())) {
                if (new Search(metadata.types(), metadata.extrinsic()).holdsCall(call.fields())) {
                    holding.add(pallet.name() + "." + call.name());
                }
            }
        }
        return holding;
    }

    /** Whether a type holds the outer call type somewhere. */
    private record Search(TypeRegistry types, ExtrinsicFormat extrinsic, Set<Integer> seen) {

        Search(TypeRegistry types, ExtrinsicFormat extrinsic) {
            this(types, extrinsic, new HashSet<>());
        }

        boolean holdsCall(List<TypeDef.Field> fields) {
            return fields.stream().anyMatch(field -> holdsCall(field.type()));
        }

        private boolean holdsCall(int type) {
            if (type == extrinsic.callType()) {
                return true;
            }
            if (!seen.add(type)) {
                return false;
            }
            Shape shape = types.type(type).shape();
            if (shape instanceof Shape.Composite composite) {
                return holdsCall(composite.fields());
            }
            if (shape instanceof Shape.Enumeration enumeration) {
                return enumeration.variants().stream().anyMatch(variant -> holdsCall(variant.fields()));
            }
            if (shape instanceof Shape.Tuple tuple) {
                return tuple.elements().stream().anyMatch(this::holdsCall);
            }
            if (shape instanceof Shape.Sequence sequence) {
                return holdsCall(sequence.element());
            }
            return shape instanceof Shape.Array array && holdsCall(array.element());
        }
    }
}
