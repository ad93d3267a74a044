package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.weights.Tracked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What documents say can be done, can be done: their links lead somewhere, their commands parse, their SQL runs. */
class DocumentsTest {

    private static final Path README = Path.of("README.md");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    private static final CommandLine PROGRAM = program();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsSomewhere() {
        return Documents.all()
                .map(document -> DynamicTest.dynamicTest(document.toString(), () -> {
                    for (MatchResult link :
                            LINK.matcher(Documents.prose(document)).results().toList()) {
                        String target = link.group(1);
                        if (!target.matches("(?:https?|mailto):.*")) {
                            assertThat(Documents.leads(document, target))
                                    .as("link to %s in %s", target, document)
                                    .isTrue();
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandParses() {
        return Documents.all()
                .map(document -> DynamicTest.dynamicTest(document.toString(), () -> {
                    for (String command : Documents.commands(document)) {
                        String[] words = Documents.words(command);
                        try {
                            assertThat(PROGRAM.parseArgs(words)).isNotNull();
                        } catch (CommandLine.ParameterException e) {
                            throw new AssertionError(document + " has a command that does not parse: " + command, e);
                        }
                    }
                }));
    }

    @Test
    void examplesOfHelpParse() {
        for (CommandLine command : allCommands(PROGRAM).toList()) {
            Stream.of(command.getCommandSpec().usageMessage().footer())
                    .map(String::strip)
                    .filter(line -> line.startsWith("weighbridge "))
                    .forEach(line -> assertThat(PROGRAM.parseArgs(
                                    Documents.words(Documents.withoutRest(line.substring("weighbridge ".length())))))
                            .isNotNull());
        }
    }

    @Test
    void everyCommandHasExamples() {
        assertThat(PROGRAM.getSubcommands())
                .allSatisfy((name, command) -> assertThat(allCommands(command)
                                .flatMap(inner -> Stream.of(
                                        inner.getCommandSpec().usageMessage().footer())))
                        .as(name)
                        .anyMatch(line -> line.strip().startsWith("weighbridge " + name)));
    }

    @TestFactory
    Stream<DynamicTest> everyStatementOfSqlRuns() {
        return Documents.all()
                .map(document -> DynamicTest.dynamicTest(document.toString(), () -> {
                    List<String> statements = Documents.statements(document);
                    if (!statements.isEmpty()) {
                        run(statements);
                    }
                }));
    }

    @Test
    void theReadmeTellsEveryOptionOfEveryCommand() throws IOException {
        if (!Files.readString(README).contains(optionTable())) {
            Path current = Files.writeString(Path.of("target/options.md"), optionTable());
            throw new AssertionError(
                    "expected " + README + " to have the options of --help; put " + current + " there");
        }
    }

    @Test
    void everyOptionThatADocumentNamesIsThere() {
        Set<String> known = new TreeSet<>(optionsOfScripts());
        allCommands(PROGRAM)
                .flatMap(command -> command.getCommandSpec().options().stream())
                .forEach(option -> known.addAll(List.of(option.names())));
        Documents.all().forEach(document -> {
            List<String> named = Documents.SPAN
                    .matcher(Documents.prose(document))
                    .results()
                    .map(span -> span.group(1))
                    .filter(span -> span.startsWith("--"))
                    .flatMap(span -> OPTION.matcher(span).results().map(MatchResult::group))
                    .toList();
            assertThat(known).as("options that %s names", document).containsAll(named);
        });
    }

    @Test
    void theManualTellsEveryCommandAndOption() {
        String manual = ManPage.of(PROGRAM);

        assertThat(PROGRAM.getSubcommands().keySet())
                .allSatisfy(name -> assertThat(manual).contains("\n.SS " + name + "\n"));
        assertThat(allCommands(PROGRAM).flatMap(command -> command.getCommandSpec().options().stream()))
                .filteredOn(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .allSatisfy(option ->
                        assertThat(manual).contains(option.longestName().replace("--", "\\-\\-")));
    }

    private void run(List<String> statements) throws SQLException {
        Path file = folder.resolve("w.db");
        try (var store = SqliteStore.open(file, SqliteOptions.DEFAULTS);
                var ledger = SqliteLedger.inStore(store)) {
            store.commit(
                    new Increment(Tracked.EVERYTHING, new BlockRange(1, 2_000), "scan", FactSamples.arbitrary(1, 50)));
            ledger.insertMissing(store.facts(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS)));
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new AssertionError("this SQL does not run: " + sql, e);
                }
            }
        }
    }

    private static CommandLine program() {
        var console = new Console(System.out, System.err, java.util.Map.of(), Path.of(""), false, false);
        return Main.commands(console, Interruption.never());
    }

    private static Stream<CommandLine> allCommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(DocumentsTest::allCommands));
    }

    /** The options that only some commands have; the common ones have a table of their own. */
    private static String optionTable() {
        Set<String> common = Stream.of(io.weighbridge.cli.settings.Key.values())
                .map(io.weighbridge.cli.settings.Key::flag)
                .filter(flag -> !flag.startsWith("--reconcile"))
                .collect(Collectors.toSet());
        var commands = new LinkedHashMap<String, List<String>>();
        PROGRAM.getSubcommands().values().stream()
                .flatMap(DocumentsTest::allCommands)
                .forEach(command -> command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                        .filter(option -> !isCommon(common, command, option))
                        .forEach(option -> commands.computeIfAbsent(row(option), row -> new ArrayList<>())
                                .add("`"
                                        + command.getCommandSpec()
                                                .qualifiedName()
                                                .replaceFirst("^weighbridge ", "") + "`")));
        return commands.entrySet().stream()
                .map(entry -> "| " + String.join(", ", entry.getValue()) + " | " + entry.getKey() + " |")
                .collect(Collectors.joining("\n", "| Command | Option | Meaning |\n|---|---|---|\n", "\n"));
    }

    private static String row(OptionSpec option) {
        String meaning = String.join(" ", option.description());
        return "`" + ManPage.names(option).replace("|", "\\|") + "` | " + meaning.replace("|", "\\|");
    }

    private static boolean isCommon(Set<String> common, CommandLine command, OptionSpec option) {
        boolean hasCommon = command.getCommandSpec().mixins().values().stream()
                .anyMatch(mixin -> mixin.userObject() instanceof CommonOptions);
        return hasCommon && common.contains(option.longestName());
    }

    private static Set<String> optionsOfScripts() {
        try (var scripts = Files.list(Path.of("scripts"))) {
            return scripts.filter(Files::isRegularFile)
                    .flatMap(script -> OPTION.matcher(Documents.text(script)).results())
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
