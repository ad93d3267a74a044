package io.weighbridge.cli;

import io.weighbridge.alerts.Alert;
import io.weighbridge.alerts.AlertKind;
import io.weighbridge.alerts.Post;
import io.weighbridge.alerts.Webhook;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Key;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What concerns alerts. */
@Command(
        name = "alert",
        header = "Try out where alerts go.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AlertCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    AlertCommand(Console console) {
        this.console = console;
    }

    /** Without a command there is nothing to do but to list them. */
    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE.value();
    }

    /** Sends one message to each receiver, and says what became of it. */
    @Command(
            name = "test",
            header = "Send a test message to every webhook, and say what became of it.",
            description = {"", "Tries each once. Addresses are secrets: only form and host are shown.", ""},
            footer = {
                "",
                "Examples:",
                "  weighbridge alert test",
                "  weighbridge alert test --alerts-webhook slack+https://chat.example.org/hooks/…"
            },
            mixinStandardHelpOptions = true)
    int test(@Mixin CommonOptions common) {
        List<Webhook> webhooks = common.settings(console).alerts().webhooks();
        if (webhooks.isEmpty()) {
            throw new ConfigException("no webhook is set: where should alerts go? Give " + Key.ALERTS_WEBHOOK.flag()
                    + " URL (or " + Key.ALERTS_WEBHOOK.variable() + ", or '" + Key.ALERTS_WEBHOOK.word()
                    + ":' in the file)");
        }
        var alert = new Alert(
                AlertKind.TEST,
                Clock.systemUTC().instant(),
                List.of("Somebody ran 'weighbridge alert test'. All is well."));
        var post = new Post();
        boolean all = true;
        for (Webhook webhook : webhooks) {
            Post.Outcome outcome = post.send(webhook, alert);
            console.out().println(webhook.name() + "  " + words(outcome));
            all &= outcome instanceof Post.Outcome.Sent;
        }
        return (all ? ExitCode.DONE : ExitCode.NO_ENDPOINT).value();
    }

    private static String words(Post.Outcome outcome) {
        if (outcome instanceof Post.Outcome.Later later) {
            return later.why() + ": it would be tried again";
        }
        return outcome instanceof Post.Outcome.Refused refused
                ? refused.why() + ": expected 200 to 299; check the address"
                : "sent";
    }
}
