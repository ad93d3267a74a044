package io.weighbridge.cli;

import io.weighbridge.web.RowStanding;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Colours for terminals (ANSI), or none.
 *
 * @param coloured whether to use any
 */
record TerminalColours(boolean coloured) {

    String faint(String text) {
        return with("2", text);
    }

    String bold(String text) {
        return with("1", text);
    }

    String good(String text) {
        return with("32", text);
    }

    String bad(String text) {
        return with("31", text);
    }

    String odd(String text) {
        return with("33", text);
    }

    String cool(String text) {
        return with("36", text);
    }

    /** In the colour that an outcome word has. */
    String outcome(String word, String text) {
        return switch (word) {
            case "success" -> good(text);
            case "failed", "rolled_back" -> bad(text);
            default -> odd(text);
        };
    }

    /** How many rows stand how to the chain, each number in the colour of what it means. */
    String standings(Map<RowStanding, Long> rows) {
        String text = rows.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> standing(
                        entry.getKey(), entry.getValue() + " " + entry.getKey().text()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }

    private String standing(RowStanding standing, String text) {
        return switch (standing) {
            case AGREED, FILLED -> good(text);
            case CORRECTED, NEVER_LOGGED -> odd(text);
            case IN_DOUBT, NEVER_SUBMITTED -> bad(text);
            case WAITING -> text;
        };
    }

    /** A line among whose cells there may be an outcome that is no success. */
    String byOutcome(String line, List<String> cells) {
        return cells.stream().anyMatch(cell -> cell.startsWith("failed") || cell.startsWith("rolled_back"))
                ? bad(line)
                : line;
    }

    private String with(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
