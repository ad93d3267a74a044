package io.weighbridge.cli.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in a settings file that every user of the machine can read.
 *
 * @param file the file
 * @param keys the names of the settings that hold them
 */
public record OpenSecrets(Path file, List<String> keys) {

    /** Copies the list. */
    public OpenSecrets {
        keys = List.copyOf(keys);
    }

    /**
     * Looks at the file that is read; nothing where there is none, where others cannot read it, or where it holds no secret.
     *
     * @throws ConfigException if it cannot be read
     */
    public static Optional<OpenSecrets> in(Map<Key, List<String>> flags, Map<String, String> environment, Path home) {
        return ConfigFile.place(flags, environment, home)
                .filter(OpenSecrets::isOpen)
                .map(file -> new OpenSecrets(
                        file,
                        ConfigFile.read(file).values().stream()
                                .filter(given -> given.texts().stream().anyMatch(text -> isSecret(given.key(), text)))
                                .map(given -> given.key().word())
                                .toList()))
                .filter(found -> !found.keys().isEmpty());
    }

    private static boolean isOpen(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whoever knows the address of a webhook can post there; an endpoint's key stands behind its host. */
    private static boolean isSecret(Key key, String text) {
        return switch (key) {
            case ALERTS_WEBHOOK -> true;
            case ENDPOINT -> hidesSomething(text);
            case STORE -> text.contains("password=") || text.matches("jdbc:.*//[^/]*@.*");
            default -> false;
        };
    }

    private static boolean hidesSomething(String endpoint) {
        try {
            return EndpointName.of(new URI(endpoint.strip())).endsWith("…");
        } catch (URISyntaxException e) {
            return true;
        }
    }
}
