package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Nearest;
import io.weighbridge.cli.settings.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words of a command line, in our words: picocli names types of Java and indexes of arrays. */
final class UsageFault {

    private static final Pattern NOT_OF_TYPE =
            Pattern.compile("Invalid value for option '--([a-z-]+)'.*: '(.*)' is not an? (\\w+)");
    private static final Pattern NO_VALUE = Pattern.compile(
            "(?:Missing required parameter|Expected parameter) for option '([^']+)'(?: \\((.*)\\))?( but found '(.*)')?");

    /** What is expected where a Java type says that a word is not of it. */
    private static final Map<String, String> TYPES = Map.of(
            "int", "a whole number",
            "long", "a whole number",
            "double", "a number",
            "boolean", "true or false");

    private UsageFault() {}

    /** One line, with the way to the help that tells more. */
    static String line(ParameterException fault) {
        String said = what(fault);
        return said + (said.endsWith("?") ? " " : ". ") + "See '"
                + fault.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
    }

    private static String what(ParameterException fault) {
        CommandSpec command = fault.getCommandLine().getCommandSpec();
        if (fault instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched(), command);
        }
        if (fault instanceof MissingParameterException || fault instanceof OverwrittenOptionException) {
            return arity(String.valueOf(fault.getMessage()));
        }
        Matcher typed = NOT_OF_TYPE.matcher(String.valueOf(fault.getMessage()));
        if (typed.matches() && TYPES.containsKey(typed.group(3))) {
            return String.valueOf(ConfigException.ofFlag(typed.group(1), typed.group(2), TYPES.get(typed.group(3)))
                    .getMessage());
        }
        return Printable.line(String.valueOf(fault.getMessage()));
    }

    private static String unknown(List<String> words, CommandSpec command) {
        String word = words.isEmpty() ? "" : Printable.value(words.get(0));
        if (word.startsWith("-") && word.length() > 1) {
            String option = word.replaceFirst("=.*", "");
            return "unknown option '" + option + "'" + Nearest.question(option, longNames(command));
        }
        return command.subcommands().isEmpty()
                ? "unknown word '" + word + "'"
                : "unknown command '" + word + "'"
                        + Nearest.question(word, command.subcommands().keySet());
    }

    private static Collection<String> longNames(CommandSpec command) {
        return command.optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    private static String arity(String said) {
        Matcher value = NO_VALUE.matcher(said);
        if (value.find()) {
            return value.group(1) + " needs a value"
                    + (value.group(2) == null ? "" : ": " + value.group(2))
                    + (value.group(4) == null
                            ? ""
                            : ", found the option '"
                                    + Printable.value(value.group(4)).replaceFirst("=.*", "=…") + "' in its place");
        }
        return said.replaceFirst(
                ".*option '([^']+)'.* should be specified only once.*", "$1 is given more than once; expected one");
    }
}
