package io.weighbridge.store;

import io.weighbridge.weights.WeightFact;
import java.time.Instant;

/**
 * A fact without what it carried: enough to draw it, and light enough to have very many.
 *
 * @param id its key in the store
 * @param block the number of its block
 * @param at the block's own time
 * @param kind what it does
 * @param outcome the outcome word
 * @param error why it did not take effect, {@code Pallet.ErrorName}; empty if it did
 * @param hotkey whose, as an SS58 address
 * @param netuid on which subnet
 * @param mechanism by which mechanism
 * @param open whether its weights can be read
 */
public record FactOutline(
        long id,
        long block,
        Instant at,
        WeightFact.Kind kind,
        String outcome,
        String error,
        String hotkey,
        int netuid,
        int mechanism,
        boolean open) {}
