package io.weighbridge.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

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
        out.println(ink.faint(line(head)));
        lines.forEach(cells -> out.println(ink.byOutcome(line(cells), cells)));
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            boolean last = column == cells.size() - 1;
            String form = isNumeric(column) ? "%" + width(column) + "s" : last ? "%s" : "%-" + width(column) + "s";
            line.append(String.format(Locale.ROOT, form, cell)).append(last ? "" : GAP);
        }
        return line.toString();
    }

    private int width(int column) {
        return Math.max(
                head.get(column).length(),
                lines.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElse(0));
    }

    private boolean isNumeric(int column) {
        return lines.stream().allMatch(cells -> cells.get(column).matches("\\d+"));
    }
}
