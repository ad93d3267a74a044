package io.weighbridge.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a text that is no YAML, in words for whoever wrote it.
 *
 * @param line where, counted from 1
 * @param problem what, and what would be right
 */
record YamlFault(long line, String problem) {

    private static final Pattern LINE = Pattern.compile("line (\\d+), column");
    private static final Pattern NO_BEGINNING = Pattern.compile("found character '(.)' that cannot start any token");

    /** Tells it from what the parser said: first what it was doing, then what it found, and where. */
    static YamlFault of(JsonProcessingException fault) {
        String said = String.valueOf(fault.getOriginalMessage());
        long line = LINE.matcher(said)
                .results()
                .map(MatchResult::group)
                .map(found -> Long.parseLong(found.replaceAll("\\D", "")))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> fault.getLocation() == null
                        ? 1L
                        : Math.max(1, fault.getLocation().getLineNr()));
        return new YamlFault(line, problem(said));
    }

    private static String problem(String said) {
        Matcher beginning = NO_BEGINNING.matcher(said);
        if (said.contains("\\t(TAB)")) {
            return "a tab stands before a key or a value. Use spaces";
        }
        if (beginning.find()) {
            return "a value begins with " + beginning.group(1) + ". Put it into quotes";
        }
        if (said.contains("mapping values are not allowed")) {
            return "a second colon stands in the line, or it is indented too far. Put a value with a colon into quotes";
        }
        if (said.contains("unexpected end of stream")) {
            return "a quote is opened and not closed. Close it";
        }
        if (said.contains("special characters are not allowed")) {
            return "a control character stands in it. Take it out";
        }
        if (said.contains("parsing a flow")) {
            return "a bracket is opened and not closed, or a comma is missing. A list looks like [1, 2]";
        }
        return "it is no YAML ("
                + said.lines()
                        .filter(line -> line.startsWith("found ") || line.startsWith("expected "))
                        .findFirst()
                        .or(() -> said.lines().findFirst())
                        .map(Printable::value)
                        .orElse("nothing more is known")
                + "). Expected lines of the form 'key: value'";
    }
}
