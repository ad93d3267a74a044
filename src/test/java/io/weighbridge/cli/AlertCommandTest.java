package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.testing.FakeReceiver;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertCommandTest {

    @TempDir
    private Path home;

    private final FakeReceiver receiver = new FakeReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aTestMessageGoesToEveryReceiver() {
        var console = new CapturedConsole(home);

        int code = console.run(
                "alert",
                "test",
                "--alerts-webhook",
                receiver.address(),
                "--alerts-webhook",
                "slack+" + receiver.address());

        assertThat(code).isZero();
        assertThat(receiver.bodies()).hasSize(2).allMatch(body -> body.contains("alert test"));
        assertThat(console.out()).contains("json+http://127.0.0.1:", "sent").doesNotContain(FakeReceiver.SECRET);
    }

    @Test
    void aReceiverThatRefusesIsNamedAndTheExitCodeSaysSo() {
        receiver.answers(403);
        var console = new CapturedConsole(home);

        int code = console.run("alert", "test", "--alerts-webhook", receiver.address());

        assertThat(code).isEqualTo(ExitCode.NO_ENDPOINT.value());
        assertThat(console.out()).contains("answered 403").doesNotContain(FakeReceiver.SECRET);
    }

    @Test
    void withoutAReceiverThereIsNothingToTry() {
        var console = new CapturedConsole(home);

        assertThat(console.run("alert", "test")).isEqualTo(ExitCode.USAGE.value());
        assertThat(console.err()).contains("no webhook is set", "--alerts-webhook URL");
    }
}
