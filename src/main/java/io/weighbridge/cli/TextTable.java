package io.weighbridge.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of text.
 *
 * @param head the names of the columns
 * @param lines the cells of each line, as many as there are columns
 * @param spare the names of columns that are left out where there is no room, the first one first
 */
record TextTable(List<String> head, List<List<String>> lines, List<String> spare) {

    private static final String GAP = "  ";

    /** So much of a cell is shown at least. */
    private static final int NARROWEST = 10;

    TextTable {
        head = List.copyOf(head);
        lines = List.copyOf(lines);
        spare = List.copyOf(spare);
    }

    /** A table that keeps all its columns. */
    TextTable(List<String> head, List<List<String>> lines) {
        this(head, lines, List.of());
    }

    /**
     * Prints it; numbers stand at the right. Where it is too wide, a single line is told cell by cell; of several, columns that
     * say the same in each are told once, spare columns are left out, and the longest cells are cut, in this order.
     */
    void print(PrintStream out, TextLayout layout) {
        var colours = new TerminalColours(layout.coloured());
        if (width() <= layout.width()) {
            printLines(out, colours);
        } else if (lines.size() == 1) {
            printCells(out, colours);
        } else {
            TextTable rest = without(alike());
            TextTable fitting = rest.spared(layout.width());
            List<String> notes = new ArrayList<>();
            alike().forEach(name -> notes.add((name + " " + lines.get(0).get(head.indexOf(name))).strip()));
            notes.removeIf(head::contains);
            List<String> gone = rest.head().stream()
                    .filter(name -> !fitting.head().contains(name))
                    .toList();
            if (!gone.isEmpty()) {
                notes.add("no room for " + String.join(", ", gone));
            }
            if (!notes.isEmpty()) {
                out.println(colours.faint(String.join(" · ", notes)));
            }
            fitting.cut(layout.width()).printLines(out, colours);
        }
    }

    private void printLines(PrintStream out, TerminalColours colours) {
        List<String> forms =
                IntStream.range(0, head.size()).mapToObj(this::form).toList();
        out.println(colours.faint(line(forms, head)));
        lines.forEach(cells -> out.println(colours.byOutcome(line(forms, cells), cells)));
    }

    private void printCells(PrintStream out, TerminalColours colours) {
        int widest = head.stream().mapToInt(String::length).max().orElse(1);
        List<String> cells = lines.get(0);
        for (int column = 0; column < head.size(); column++) {
            out.println(colours.faint(String.format(Locale.ROOT, "%-" + widest + "s", head.get(column)))
                    + GAP
                    + colours.byOutcome(cells.get(column), cells));
        }
    }

    /** The columns that say the same in each line; the first one says which line it is. */
    private List<String> alike() {
        return IntStream.range(1, head.size())
                .filter(column -> lines.stream()
                                .map(cells -> cells.get(column))
                                .distinct()
                                .count()
                        == 1)
                .mapToObj(head::get)
                .toList();
    }

    private TextTable without(List<String> names) {
        List<Integer> kept = IntStream.range(0, head.size())
                .filter(column -> !names.contains(head.get(column)))
                .boxed()
                .toList();
        return new TextTable(
                kept.stream().map(head::get).toList(),
                lines.stream()
                        .map(cells -> kept.stream().map(cells::get).toList())
                        .toList(),
                spare);
    }

    private TextTable spared(int width) {
        TextTable table = this;
        for (String name : spare) {
            table = table.width() > width ? table.without(List.of(name)) : table;
        }
        return table;
    }

    /** The same with the longest cells cut, column by column, as far as that helps. */
    private TextTable cut(int width) {
        var widths = new ArrayList<>(
                IntStream.range(0, head.size()).mapToObj(this::width).toList());
        for (int over = width() - width; over > 0; over--) {
            int widest = IntStream.range(0, widths.size())
                    .reduce(0, (one, other) -> widths.get(other) > widths.get(one) ? other : one);
            if (widths.get(widest) <= NARROWEST) {
                break;
            }
            widths.set(widest, widths.get(widest) - 1);
        }
        return new TextTable(
                head,
                lines.stream()
                        .map(cells -> IntStream.range(0, cells.size())
                                .mapToObj(column -> clipped(cells.get(column), widths.get(column)))
                                .toList())
                        .toList());
    }

    /** So much of a text as there is room for. */
    static String clipped(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String line(List<String> forms, List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> String.format(Locale.ROOT, forms.get(column), cells.get(column)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private int width() {
        return IntStream.range(0, head.size()).map(this::width).sum() + GAP.length() * (head.size() - 1);
    }

    private int width(int column) {
        return lines.stream()
                .mapToInt(cells -> cells.get(column).length())
                .reduce(head.get(column).length(), Math::max);
    }

    /** How the cells of a column are formatted. */
    private String form(int column) {
        boolean numeric = lines.stream().allMatch(cells -> isNumeric(cells.get(column)));
        boolean last = column == head.size() - 1;
        return numeric ? "%" + width(column) + "s" : last ? "%s" : "%-" + width(column) + "s";
    }

    private static boolean isNumeric(String cell) {
        return !cell.isEmpty() && cell.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }
}
