package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.SettingsReader;
import io.weighbridge.devnet.pallet.Ending;
import io.weighbridge.follow.FollowOptions;
import io.weighbridge.follow.Follower;
import io.weighbridge.testing.FakeReceiver;
import io.weighbridge.testing.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a node that loses commits to a webhook, through a restart. */
class LostCommitAlertTest {

    @TempDir
    private Path home;

    @Test
    void commitsThatWereLostWhileNobodyLookedAreToldByTheNextRunOnce() {
        try (var validator = CommittingValidator.start(300);
                var receiver = new FakeReceiver()) {
            Settings settings = settings(validator, receiver);
            List<Long> lost = validator.endings().stream()
                    .filter(ending -> ending.fate() == Ending.Fate.LOST && validator.aloneInItsEpoch(ending))
                    .map(Ending::committed)
                    .toList();
            assertThat(lost).isNotEmpty();

            follow(settings, validator.node().finalizedNumber(), () -> {});
            follow(
                    settings,
                    validator.node().finalizedNumber(),
                    () -> await().untilAsserted(() -> assertThat(told(receiver)).contains("\"kind\":\"lost_commit\"")));

            assertThat(lost)
                    .allSatisfy(block -> assertThat(told(receiver)).contains("Committed in block " + block + ","));
            int before = receiver.bodies().size();
            follow(settings, validator.node().finalizedNumber(), () -> {});
            assertThat(receiver.bodies()).hasSize(before);
        }
    }

    private static void follow(Settings settings, long until, Runnable meanwhile) {
        try (var wiring = Wiring.of(settings, settings.endpoints(), new FollowLog())) {
            wiring.startAlarm();
            var follower = new Follower(wiring.ingest(), FollowOptions.DEFAULT.from(1));
            var run = follower.run().test();
            await().until(() -> wiring.verified() >= until);
            meanwhile.run();
            follower.stop();
            assertThat(run.awaitDone(Patience.SECONDS, java.util.concurrent.TimeUnit.SECONDS)
                            .values())
                    .isEmpty();
        }
    }

    private static String told(FakeReceiver receiver) {
        return String.join("\n", receiver.bodies());
    }

    private Settings settings(CommittingValidator validator, FakeReceiver receiver) {
        return SettingsReader.read(
                Map.of(
                        Key.ENDPOINT, List.of(validator.node().uri().toString()),
                        Key.HOTKEY, List.of(validator.node().trackedHotkey().ss58()),
                        Key.NETUID, List.of(String.valueOf(CommittingValidator.NETUID)),
                        Key.STORE, List.of(home.resolve("w.db").toString()),
                        Key.ALERTS_WEBHOOK, List.of(receiver.address())),
                Map.of(),
                home);
    }
}
