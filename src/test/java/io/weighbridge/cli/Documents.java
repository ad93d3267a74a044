package io.weighbridge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the project's documents: their prose, links, commands and statements of SQL. */
final class Documents {

    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern SQL_ARGUMENT = Pattern.compile("sqlite3 \\S+ \"([^\"]+)\"");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private Documents() {}

    /** Every document that users or contributors read. */
    static Stream<Path> all() {
        try (var docs = Files.walk(Path.of("docs"), 1)) {
            return Stream.concat(
                            Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "scripts/README.md")
                                    .map(Path::of),
                            docs.filter(path -> path.toString().endsWith(".md")).toList().stream())
                    .sorted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document without its blocks of code. */
    static String prose(Path document) {
        return FENCE.matcher(text(document)).replaceAll("");
    }

    /** The blocks of code in a document: language and text. */
    static Stream<MatchResult> blocks(Path document) {
        return FENCE.matcher(text(document)).results();
    }

    /** Whether a link in a document leads to a file and a heading that exist. */
    static boolean leads(Path document, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && (parts.length == 1
                        || HEADING.matcher(prose(file))
                                .results()
                                .anyMatch(heading -> slug(heading.group(1)).equals(parts[1])));
    }

    /** As GitHub makes an anchor of a heading. */
    static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** The arguments of every call of the program, in blocks and in spans. */
    static List<String> commands(Path document) {
        var commands = new ArrayList<String>();
        Stream.concat(
                        blocks(document)
                                .flatMap(block ->
                                        block.group(2).replace("\\\n", " ").lines()),
                        SPAN.matcher(prose(document)).results().map(span -> span.group(1)))
                .map(String::strip)
                .map(line -> line.replaceFirst("^(?:\\$ |sudo (?:-u \\S+ )?)", ""))
                .filter(line -> line.matches("(?:\\S*scripts/)?weighbridge [a-z].*"))
                .forEach(line -> commands.add(withoutRest(line.replaceFirst("^\\S+ ", ""))));
        return commands;
    }

    /** What the shell keeps to itself. */
    static String withoutRest(String line) {
        return line.replaceFirst("\\s+(?:[|<>&#]|2>).*$", "");
    }

    /** A command as the words that a shell would make of it. */
    static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(match -> match.group(1) != null
                        ? match.group(1)
                        : match.group(2) != null ? match.group(2) : match.group(3))
                .toArray(String[]::new);
    }

    /** The statements of SQL in a document that can run on a store of our own. */
    static List<String> statements(Path document) {
        return Stream.concat(
                        blocks(document)
                                .filter(block -> block.group(1).equals("sql"))
                                .flatMap(block -> Stream.of(block.group(2).split(";", -1))),
                        SQL_ARGUMENT.matcher(text(document)).results().map(match -> match.group(1)))
                .map(String::strip)
                .filter(statement ->
                        !statement.isEmpty() && !statement.matches("(?s)(?:PRAGMA|VACUUM|.*writefile\\().*"))
                .toList();
    }
}
