package io.weighbridge.cli.settings;

import java.util.regex.Pattern;

/** Text of others made fit to be shown: no terminal obeys it, and it fills no screen. */
public final class Printable {

    private static final int LONGEST = 80;
    private static final Pattern BREAK = Pattern.compile("\\s*\\R\\s*");
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

    /** An address with something before or behind its host, which may be a password or a key. */
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#@,\\s]*@)?([^/?#@,\\s]*)[/?#@][^,\\s]*");

    private Printable() {}

    /** The text in one line; each control character as its number, such as {@code \x1b}. */
    public static String line(String text) {
        return CONTROL.matcher(BREAK.matcher(text.strip()).replaceAll(" "))
                .replaceAll(
                        found -> String.format("\\\\x%02x", (int) found.group().charAt(0)));
    }

    /** A value that somebody typed: the same, at most {@value #LONGEST} letters, and of an address no more than its host. */
    public static String value(String text) {
        String line = ADDRESS.matcher(line(text)).replaceAll("$1$2/…");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
