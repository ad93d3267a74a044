package io.weighbridge.runtime;

/** Chooses calls or events by name. The fields of those not chosen are checked and skipped, and no values are built. */
@FunctionalInterface
public interface NameFilter {

    /** Everything. */
    NameFilter ALL = (pallet, name) -> true;

    /** Whether that call or event is wanted. */
    boolean wants(String pallet, String name);
}
