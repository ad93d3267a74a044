package io.weighbridge.runtime;

import io.weighbridge.chain.Hash;
import java.util.List;

/**
 * One event of a block.
 *
 * @param index its position among the block's events, from 0
 * @param phase when it happened
 * @param pallet the pallet's name
 * @param name the event's name
 * @param palletIndex the pallet's index, 0 to 255
 * @param eventIndex the event's index in its pallet, 0 to 255
 * @param fields what it carries
 * @param topics its topics, mostly none
 */
public record EventRecord(
        int index,
        Phase phase,
        String pallet,
        String name,
        int palletIndex,
        int eventIndex,
        Value.Fields fields,
        List<Hash> topics) {

    /** {@code SubtensorModule.WeightsSet}. */
    public String qualifiedName() {
        return pallet + "." + name;
    }

    /** Whether this is that event. */
    public boolean is(String itsPallet, String itsName) {
        return name.equals(itsName) && pallet.equals(itsPallet);
    }
}
