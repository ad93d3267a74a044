package io.weighbridge.testing;

import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.Reading;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads blocks of a devnet without a server between. */
public final class DevReading {

    private DevReading() {}

    /** The weight actions in a block, with all that the state tells about them. */
    public static List<WeightFact> facts(DevChain chain, WeightReader reader, RawBlock block) {
        long number = block.ref().number();
        DevRuntime runtime = chain.runtimeAfter(number - 1);
        Bytes events =
                chain.storage(runtime.storage("System.Events").key(), number).orElseThrow();
        Map<Bytes, Optional<Bytes>> state = new HashMap<>();
        while (true) {
            Reading reading = reader.read(block, runtime.runtime(), events, state);
            Set<Bytes> keys =
                    reading instanceof Reading.NeedsState more ? more.keys() : ((Reading.Complete) reading).welcome();
            if (keys.isEmpty()) {
                return ((Reading.Complete) reading).facts();
            }
            keys.forEach(key -> state.put(key, chain.storage(key, number)));
        }
    }
}
