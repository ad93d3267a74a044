package io.weighbridge.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In which form faults are told before the settings are known, and while nobody knows whether they are good: what is wrong
 * with them has to come in the form that they ask for. Judges nothing; what cannot be understood is not there.
 */
public final class EarlyLogFormat {

    private static final Pattern IN_FILE = Pattern.compile(
            "^" + Key.LOG_FORMAT.word() + "\\s*:\\s*[\"']?(\\w+)[\"']?\\s*(?:#.*)?$", Pattern.MULTILINE);
    private static final int MOST_BYTES = 1 << 20;
    private static final String JSON = "json";

    private EarlyLogFormat() {}

    /**
     * Whether JSON is asked for: by the command line, else by the environment, else by the file.
     *
     * @param line the words of the command line
     * @param environment the environment variables
     * @param home the folder in which the settings file is looked for
     */
    public static boolean isJson(List<String> line, Map<String, String> environment, Path home) {
        return given(Key.LOG_FORMAT, line, environment)
                .or(() -> inFile(given(Key.CONFIG, line, environment)
                        .map(Path::of)
                        .orElse(home.resolve(SettingsReader.DEFAULT_FILE))))
                .filter(JSON::equals)
                .isPresent();
    }

    private static Optional<String> given(Key key, List<String> line, Map<String, String> environment) {
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i).startsWith(key.flag() + "=")) {
                return Optional.of(line.get(i).substring(key.flag().length() + 1));
            }
            if (line.get(i).equals(key.flag()) && i + 1 < line.size()) {
                return Optional.of(line.get(i + 1));
            }
        }
        return Optional.ofNullable(environment.get(key.variable())).filter(text -> !text.isBlank());
    }

    private static Optional<String> inFile(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            Matcher found = IN_FILE.matcher(Files.readString(file));
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException e) {
            // Whoever reads it in earnest says so.
            return Optional.empty();
        }
    }
}
