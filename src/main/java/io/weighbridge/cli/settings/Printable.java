package io.weighbridge.cli.settings;

import java.util.regex.Pattern;

/** Text of others made fit to be shown: no terminal obeys it, and it fills no screen. */
public final class Printable {

    private static final int LONGEST = 80;
    private static final Pattern BREAK = Pattern.compile("\\s*\\R\\s*");
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

    private Printable() {}

    /** The text in one line; each control character as its number, such as {@code \x1b}. */
    public static String line(String text) {
        return CONTROL.matcher(BREAK.matcher(text.strip()).replaceAll(" "))
                .replaceAll(
                        found -> String.format("\\\\x%02x", (int) found.group().charAt(0)));
    }

    /** A value that somebody typed: the same, and at most {@value #LONGEST} letters of it. */
    static String value(String text) {
        String line = line(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
