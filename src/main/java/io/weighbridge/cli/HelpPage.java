package io.weighbridge.cli;

import io.weighbridge.cli.settings.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How {@code --help} looks: a command's own options first, then the settings that all commands share. */
final class HelpPage {

    private static final int WIDTH = 100;
    private static final Set<String> SETTINGS =
            Arrays.stream(Key.values()).map(Key::flag).collect(Collectors.toUnmodifiableSet());

    private HelpPage() {}

    /** Lays out the help of a command and of those below it. */
    static void layOut(CommandLine command) {
        command.setUsageHelpWidth(WIDTH);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::options);
        for (CommandLine inner : command.getSubcommands().values()) {
            // Twenty options in one sentence help nobody; they are listed below it.
            inner.getCommandSpec().usageMessage().abbreviateSynopsis(true);
            layOut(inner);
        }
    }

    private static String options(Help help) {
        Map<Boolean, List<OptionSpec>> options = help.commandSpec().options().stream()
                .collect(Collectors.partitioningBy(option -> SETTINGS.contains(option.longestName())));
        String own = help.optionListExcludingGroups(options.getOrDefault(false, List.of()));
        List<OptionSpec> settings = options.getOrDefault(true, List.of());
        return settings.isEmpty()
                ? own
                : own + System.lineSeparator() + "Settings; each can stand in config/weighbridge.yaml and in the"
                        + " environment (WEIGHBRIDGE_…) as well:" + System.lineSeparator()
                        + help.optionListExcludingGroups(settings);
    }
}
