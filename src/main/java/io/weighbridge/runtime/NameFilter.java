package io.weighbridge.runtime;

/** Chooses calls or events by name, so that what the others carry is passed over and not built. */
@FunctionalInterface
public interface NameFilter {

    /** Everything. */
    NameFilter ALL = (pallet, name) -> true;

    /** Whether that call or event is wanted. */
    boolean wants(String pallet, String name);
}
