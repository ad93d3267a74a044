package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings have to be there before anything is indexed, and which do not go together. */
class ReadyToIndexTest extends SettingsFixture {

    @Test
    void indexingNeedsAHotkey() {
        assertRefused(
                () -> read().readyToIndex(),
                "no hotkey is set: whose weights are wanted? Give --hotkey SS58 (or WEIGHBRIDGE_HOTKEY, or 'hotkey:'"
                        + " in the file), or --hotkey all for everybody's");
    }

    @Test
    void theValidatorsFileNeedsANetuid() {
        flags.put(Key.HOTKEY, List.of(ALICE));
        flags.put(Key.DB, List.of("/v.db"));

        assertRefused(
                () -> read().readyToIndex(),
                "no netuid is set: which subnet's rows belong in the validator's file /v.db? Give --netuid N (or"
                        + " WEIGHBRIDGE_NETUID, or 'netuid:' in the file)");
    }

    @Test
    void theValidatorsFileTakesOneHotkey() {
        flags.put(Key.HOTKEY, List.of(ALICE, "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"));
        flags.put(Key.NETUID, List.of("30"));
        flags.put(Key.DB, List.of("/v.db"));

        assertThatThrownBy(() -> read().readyToIndex())
                .hasMessageStartingWith("cannot use 2 hotkeys with the validator's file /v.db: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30,31", "all"})
    void theValidatorsFileTakesOneSubnet(String netuids) {
        flags.put(Key.HOTKEY, List.of(ALICE));
        flags.put(Key.NETUID, List.of(netuids.split(",", -1)));
        flags.put(Key.DB, List.of("/v.db"));

        assertThatThrownBy(() -> read().readyToIndex())
                .hasMessageContaining(" subnets with the validator's file /v.db: ")
                .hasMessageEndingWith("run once for each, or leave --db out");
    }

    @Test
    void oneFileIsNotBothTheValidatorsAndTheStore() throws IOException {
        Path file = Files.writeString(home.resolve("one.db"), "");
        Path link = Files.createSymbolicLink(home.resolve("link.db"), file);
        flags.put(Key.DB, List.of(file.toString()));
        flags.put(Key.STORE, List.of(link.toString()));

        assertRefused(
                this::read,
                "cannot use " + link + " as --db and as --store: the validator's file and Weighbridge's own are two."
                        + " Leave --store out, and it is weighbridge.db beside --db");
    }
}
