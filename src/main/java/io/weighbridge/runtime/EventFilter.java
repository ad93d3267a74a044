package io.weighbridge.runtime;

/** Chooses events by name, so that the fields of the others are passed over and not built. */
@FunctionalInterface
public interface EventFilter {

    /** Every event. */
    EventFilter ALL = (pallet, name) -> true;

    /** Whether the fields of this event are wanted. */
    boolean wants(String pallet, String name);
}
