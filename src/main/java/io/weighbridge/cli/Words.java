package io.weighbridge.cli;

import java.util.ArrayList;
import java.util.List;

/** Numbers with what they count, and lines of words. */
final class Words {

    private static final String FOLLOWING = "  ";

    private Words() {}

    /** The text in lines of at most that width, cut between words; the later ones are indented. */
    static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            if (space <= FOLLOWING.length()) {
                break;
            }
            lines.add(rest.substring(0, space));
            rest = FOLLOWING + rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }

    /** {@code 1 block}, {@code 2 blocks}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
