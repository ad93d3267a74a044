package io.weighbridge.devnet.node;

import io.weighbridge.devnet.pallet.WellKnownKeys;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.state.StateHistory;
import io.weighbridge.scale.Bytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds runtimes by the code in the state, each built once. Safe for many threads. */
final class Runtimes {

    private final Map<Bytes, DevRuntime> byCode = new ConcurrentHashMap<>();
    private final StateHistory states;

    Runtimes(StateHistory states) {
        this.states = states;
    }

    /** The runtime in the state after block {@code number}: the one that executes the next block. */
    DevRuntime after(long number) {
        Bytes code = states.get(WellKnownKeys.CODE, number)
                .orElseThrow(() -> new IllegalStateException("the state after block " + number + " has no code"));
        return byCode.computeIfAbsent(code, Runtimes::build);
    }

    private static DevRuntime build(Bytes code) {
        int specVersion = DevRuntime.specOfCode(code)
                .orElseThrow(() -> new IllegalStateException("no devnet runtime has the code " + code));
        return DevRuntime.of(specVersion);
    }
}
