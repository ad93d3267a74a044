package io.weighbridge.cli;

/** Addresses, short enough for a line. */
final class Hotkeys {

    private static final int ENDS = 6;

    private Hotkeys() {}

    /** Both ends of an SS58 address. */
    static String shortOf(String address) {
        return address.length() <= 2 * ENDS
                ? address
                : address.substring(0, ENDS) + "…" + address.substring(address.length() - ENDS);
    }
}
