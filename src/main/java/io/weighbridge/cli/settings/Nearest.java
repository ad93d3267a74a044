package io.weighbridge.cli.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was likely meant to be. */
public final class Nearest {

    private static final int SHORTEST_PART = 3;
    private static final int LETTERS_FOR_A_MISTAKE = 3;

    private Nearest() {}

    /** {@code "; did you mean 'x'?"} where one of {@code known} is near to {@code word}, else the list of all known. */
    static String suggestion(String word, Collection<String> known) {
        return to(word, known).map(Nearest::question).orElseGet(() -> "; known are " + String.join(", ", known));
    }

    /** {@code "; did you mean 'x'?"} where one of {@code known} is near to {@code word}, else nothing. */
    public static String question(String word, Collection<String> known) {
        return to(word, known).map(Nearest::question).orElse("");
    }

    private static String question(String nearest) {
        return "; did you mean '" + nearest + "'?";
    }

    /** The one of {@code known} that differs least; empty if it differs by more than a third of its own letters. */
    private static Optional<String> to(String word, Collection<String> known) {
        String beginning = sharedBeginning(known);
        String typed = own(word, beginning);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(typed, own(candidate, beginning))))
                .filter(best -> distance(typed, own(best, beginning))
                        <= Math.max(
                                1, Math.min(typed.length(), own(best, beginning).length()) / LETTERS_FOR_A_MISTAKE));
    }

    /** The letters behind the beginning that all have, in one case. */
    private static String own(String word, String beginning) {
        String rest = word.startsWith(beginning) ? word.substring(beginning.length()) : word;
        return rest.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Such as {@code WEIGHBRIDGE_} or {@code --}: letters that tell none from another. */
    private static String sharedBeginning(Collection<String> known) {
        String first = known.iterator().next();
        int length = known.size() == 1 ? 0 : first.length();
        for (String other : known) {
            while (!other.startsWith(first.substring(0, length))) {
                length--;
            }
        }
        return first.substring(0, length);
    }

    /** How many letters have to be put in, left out or changed; a whole part of a word counts as one. */
    private static int distance(String typed, String known) {
        return isPart(typed, known) ? 1 : letters(typed, known);
    }

    private static boolean isPart(String part, String whole) {
        return part.length() >= SHORTEST_PART
                && (whole.startsWith(part) || whole.endsWith("-" + part) || whole.endsWith("." + part));
    }

    /** Levenshtein. */
    private static int letters(String from, String to) {
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
