package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.FileFault;
import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a demo. Its settings are a file too, so that every other command can look at what the demo left.
 *
 * @param store Weighbridge's own database
 * @param validator the validator's
 * @param settings the settings
 */
record DemoFiles(Path store, Path validator, Path settings) {

    /** In a new folder. */
    static DemoFiles inNewFolder() {
        Path folder = TemporaryFolder.create("weighbridge-demo-");
        return new DemoFiles(
                folder.resolve("weighbridge.db"), folder.resolve("validator.db"), folder.resolve("weighbridge.yaml"));
    }

    /** Beside a store that does not exist yet. */
    static DemoFiles beside(Path store) {
        String name = String.valueOf(store.toAbsolutePath().getFileName()).replaceFirst("\\.[^.]*$", "");
        Path folder = store.toAbsolutePath();
        var files = new DemoFiles(
                folder, folder.resolveSibling(name + "-validator.db"), folder.resolveSibling(name + ".yaml"));
        Stream.of(files.store, files.validator, files.settings)
                .filter(Files::exists)
                .findFirst()
                .ifPresent(taken -> {
                    throw new ConfigException(
                            "cannot use store '" + store + "' (flag --store): " + (taken.equals(folder) ? "it" : taken)
                                    + " exists, and each demo has a chain of its own; expected a new file");
                });
        return files;
    }

    /** Writes the settings that this demo runs with. */
    void write(Settings demo, String http) {
        Map<Key, Object> values = new LinkedHashMap<>();
        values.put(Key.NETWORK, demo.network().word());
        values.put(Key.ENDPOINT, demo.endpoints().get(0));
        values.put(Key.NETUID, demo.tracked().netuids().iterator().next());
        values.put(Key.HOTKEY, demo.tracked().hotkeys().iterator().next());
        values.put(Key.DB, validator);
        values.put(Key.STORE, store);
        values.put(Key.HTTP, http.startsWith("http") ? http.substring(http.indexOf("//") + 2) : http);
        values.put(Key.RECONCILE_BLOCK_TIME, demo.rows().blockTime().toMillis() + "ms");
        values.put(Key.RECONCILE_SETTLE, demo.rows().settle().toMillis() + "ms");
        var text = new StringBuilder("# What this demo ran with; its chain ended with it.\n");
        values.forEach((key, value) ->
                text.append(key.word()).append(": \"").append(value).append("\"\n"));
        try {
            Files.writeString(settings, text);
        } catch (IOException e) {
            throw new ConfigException("cannot write " + settings + ": " + FileFault.reason(e)
                    + "; name another folder with --store PATH");
        }
    }
}
