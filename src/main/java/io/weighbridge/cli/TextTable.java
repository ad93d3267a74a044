package io.weighbridge.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A table of text.
 *
 * @param head the names of the columns
 * @param lines the cells of each line, as many as there are columns
 */
record TextTable(List<String> head, List<List<String>> lines) {

    private static final String GAP = "  ";

    TextTable {
        head = List.copyOf(head);
        lines = List.copyOf(lines);
    }

    /** Prints it; numbers stand at the right. */
    void print(PrintStream out, boolean coloured) {
        var ink = new Ink(coloured);
        List<String> forms =
                IntStream.range(0, head.size()).mapToObj(this::form).toList();
        out.println(ink.faint(line(forms, head)));
        lines.forEach(cells -> out.println(ink.byOutcome(line(forms, cells), cells)));
    }

    private static String line(List<String> forms, List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(column == 0 ? "" : GAP)
                    .append(String.format(Locale.ROOT, forms.get(column), cells.get(column)));
        }
        return line.toString();
    }

    /** How the cells of a column are formatted. */
    private String form(int column) {
        int width = lines.stream()
                .mapToInt(cells -> cells.get(column).length())
                .reduce(head.get(column).length(), Math::max);
        boolean numeric = lines.stream().allMatch(cells -> isNumeric(cells.get(column)));
        boolean last = column == head.size() - 1;
        return numeric ? "%" + width + "s" : last ? "%s" : "%-" + width + "s";
    }

    private static boolean isNumeric(String cell) {
        return !cell.isEmpty() && cell.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }
}
