package io.weighbridge.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page, in the language of {@code man} (roff), made of what {@code --help} shows. */
final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /** Section 1's page about the program and all its commands. */
    static String of(CommandLine program) {
        var writer = new ManPage();
        CommandSpec spec = program.getCommandSpec();
        writer.line(".TH WEIGHBRIDGE 1 \"\" \"weighbridge\" \"User Commands\"");
        writer.section("NAME");
        writer.text("weighbridge \\- keeps a validator's table of weight transactions true");
        writer.section("SYNOPSIS");
        writer.line(".B weighbridge");
        writer.line(".I COMMAND");
        writer.text("[OPTIONS]");
        writer.section("DESCRIPTION");
        writer.text(joined(spec.usageMessage().description()));
        writer.text("Every setting can be given as an option, as an environment variable WEIGHBRIDGE_..., or in"
                + " config/weighbridge.yaml; an option wins over the environment, the environment over the file.");
        writer.section("COMMANDS");
        program.getSubcommands().values().forEach(command -> writer.command(command, ""));
        writer.section("EXIT STATUS AND FIRST STEPS");
        writer.verbatim(spec.usageMessage().footer());
        return writer.page.toString();
    }

    private void command(CommandLine command, String parent) {
        CommandSpec spec = command.getCommandSpec();
        String name = parent + spec.name();
        line(".SS " + name);
        text(joined(spec.usageMessage().header()));
        Arrays.stream(spec.usageMessage().description())
                .filter(text -> !text.isBlank())
                .forEach(this::paragraph);
        spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .forEach(argument -> item(argument.paramLabel(), argument));
        spec.options().stream().filter(ManPage::isTold).forEach(option -> item(names(option), option));
        verbatim(spec.usageMessage().footer());
        command.getSubcommands().values().forEach(inner -> command(inner, name + " "));
    }

    private static boolean isTold(OptionSpec option) {
        return !option.hidden() && !option.usageHelp() && !option.versionHelp();
    }

    /** All names of an option, with what it takes. */
    static String names(OptionSpec option) {
        String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return Stream.of(option.names()).collect(Collectors.joining(", ")) + value;
    }

    private void item(String label, ArgSpec argument) {
        line(".TP");
        line("\\fB" + escaped(label) + "\\fR");
        text(joined(argument.description()));
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void paragraph(String text) {
        line(".PP");
        text(text);
    }

    private void text(String text) {
        line(escaped(text));
    }

    private void verbatim(String... lines) {
        List<String> told = Arrays.stream(lines).filter(text -> !text.isBlank()).toList();
        if (!told.isEmpty()) {
            line(".PP");
            line(".nf");
            told.forEach(this::text);
            line(".fi");
        }
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    private static String joined(String... parts) {
        return String.join(" ", parts).strip();
    }

    /** A backslash begins a command of roff, and so does a full stop at the beginning of a line. */
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("\\e-", "\\-").replace("--", "\\-\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
