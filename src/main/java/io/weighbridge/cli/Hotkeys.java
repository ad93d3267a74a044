package io.weighbridge.cli;

/** Addresses, short enough for a line. */
final class Hotkeys {

    private static final int ENDS = 6;

    private Hotkeys() {}

    /** Both ends of an SS58 address, six letters each. */
    static String shortOf(String address) {
        return shortOf(address, ENDS);
    }

    /** Both ends of an SS58 address, so many letters each. */
    static String shortOf(String address, int ends) {
        return address.length() <= 2 * ends
                ? address
                : address.substring(0, ends) + "…" + address.substring(address.length() - ends);
    }
}
