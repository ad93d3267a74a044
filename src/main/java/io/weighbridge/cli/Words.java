package io.weighbridge.cli;

/** Numbers with what they count. */
final class Words {

    private Words() {}

    /** {@code 1 block}, {@code 2 blocks}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
