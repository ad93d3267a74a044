package io.weighbridge.cli;

import io.weighbridge.cli.decode.DecodeCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands by their names, in the order in which help lists them; each is made when it is asked for. */
final class Commands {

    /** Those that tell of all the others. */
    private static final Set<String> LOOK_AT_ALL = Set.of("completion", "manual");

    private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();

    Commands(Console console, Interruption interruption) {
        byName.put("demo", () -> new DemoCommand(console, interruption));
        byName.put("follow", () -> new FollowCommand(console, interruption));
        byName.put("backfill", () -> new BackfillCommand(console, interruption));
        byName.put("audit", () -> new AuditCommand(console, interruption));
        byName.put("reconcile", () -> new ReconcileCommand(console));
        byName.put("history", () -> new HistoryCommand(console));
        byName.put("export", () -> new ExportCommand(console));
        byName.put("decrypt", () -> new DecryptCommand(console));
        byName.put("status", () -> new StatusCommand(console));
        byName.put("doctor", () -> new DoctorCommand(console));
        byName.put("alert", () -> new AlertCommand(console));
        byName.put("devnet", () -> new DevnetCommand(console, interruption));
        byName.put("decode", DecodeCommand::new);
        byName.put("completion", () -> new CompletionCommand(console));
        byName.put("manual", () -> new ManualCommand(console));
    }

    /** Adds all of them. */
    void addTo(CommandLine program) {
        byName.forEach((name, command) -> program.addSubcommand(name, command.get()));
    }

    /** Adds those that a line needs which begins so: to look at all of them takes a third of the time to start. */
    void addTo(CommandLine program, String... line) {
        Supplier<Object> one = line.length == 0 || LOOK_AT_ALL.contains(line[0]) ? null : byName.get(line[0]);
        if (one == null) {
            addTo(program);
        } else {
            program.addSubcommand(line[0], one.get());
        }
    }
}
