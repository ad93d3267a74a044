package io.weighbridge.cli.settings;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a mistyped word was likely meant to be. */
final class Nearest {

    private Nearest() {}

    /** {@code "; did you mean 'x'?"} where one of {@code known} is near to {@code word}, else the list of all known. */
    static String suggestion(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(best -> distance(word, best) <= Math.max(2, best.length() / 3))
                .map(best -> "; did you mean '" + best + "'?")
                .orElseGet(() -> "; known are " + String.join(", ", known));
    }

    /** Levenshtein: how many letters have to be put in, left out or changed. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
