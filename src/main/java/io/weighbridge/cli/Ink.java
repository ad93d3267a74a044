package io.weighbridge.cli;

import java.util.List;

/**
 * Colours for terminals (ANSI), or none.
 *
 * @param coloured whether to use any
 */
record Ink(boolean coloured) {

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
