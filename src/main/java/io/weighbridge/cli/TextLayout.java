package io.weighbridge.cli;

/**
 * How text for people looks where it is read.
 *
 * @param coloured whether it may be coloured
 * @param width how many columns a line has room for
 */
record TextLayout(boolean coloured, int width) {

    /** The width where nobody knows of one: of files and pipes. */
    static final int ENDLESS = Integer.MAX_VALUE;

    /** Without colours, as wide as need be. */
    static final TextLayout PLAIN = new TextLayout(false, ENDLESS);
}
