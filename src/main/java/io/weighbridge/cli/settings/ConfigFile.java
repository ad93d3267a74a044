package io.weighbridge.cli.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration file: a YAML mapping of setting names to a text or a list of texts. */
final class ConfigFile {

    private static final long LARGEST = 1 << 20;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final Map<Key, Given> found = new EnumMap<>(Key.class);

    private ConfigFile(Path file) {
        this.file = file;
    }

    /** Reads the file that flag or environment name, else the default one if it is there. */
    static Map<Key, Given> readWherever(Map<Key, List<String>> flags, Map<String, String> environment, Path home) {
        List<String> flag = flags.getOrDefault(Key.CONFIG, List.of());
        Optional<Path> named = flag.isEmpty()
                ? SettingsReader.fromEnvironment(Key.CONFIG, Key.CONFIG.variable(), environment)
                        .map(given -> Path.of(given.text()))
                : Optional.of(Path.of(flag.get(0)));
        if (named.isPresent()) {
            return read(named.get());
        }
        Path usual = home.resolve(SettingsReader.DEFAULT_FILE);
        return Files.exists(usual) ? read(usual) : Map.of();
    }

    /**
     * Reads every setting in a file.
     *
     * @throws ConfigException if the file cannot be read, is not YAML, or holds an unknown setting
     */
    static Map<Key, Given> read(Path file) {
        var reader = new ConfigFile(file);
        try (JsonParser parser = YAML.createParser(reader.bytes())) {
            reader.document(parser);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            String where = location == null ? "" : " line " + location.getLineNr();
            throw new ConfigException("cannot read " + file + where + ": "
                    + problem(String.valueOf(e.getOriginalMessage()))
                    + ". Expected lines of the form 'key: value'");
        } catch (IOException e) {
            throw new ConfigException("cannot read the configuration file " + file + ": " + FileFault.reason(e)
                    + ". Check path and permissions, or leave --config out");
        }
        return reader.found;
    }

    /** The line that says what was found; the parser tells first what it was doing. */
    private static String problem(String said) {
        return said.lines()
                .filter(line -> line.startsWith("found ") || line.startsWith("expected "))
                .findFirst()
                .or(() -> said.lines().findFirst())
                .orElse("it is no YAML");
    }

    private byte[] bytes() throws IOException {
        if (Files.isDirectory(file)) {
            throw new ConfigException(
                    "cannot read the configuration file " + file + ": it is a folder, expected a file");
        }
        if (Files.size(file) > LARGEST) {
            throw new ConfigException("cannot read the configuration file " + file + ": " + Files.size(file)
                    + " bytes, expected at most " + LARGEST + "; is it the right file?");
        }
        return Files.readAllBytes(file);
    }

    private void document(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw new ConfigException("cannot read " + at(parser) + ": expected lines of the form 'key: value'");
        }
        mapping("", parser);
    }

    /** Reads settings, and groups of settings, to the end of a mapping. */
    private void mapping(String group, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = group + parser.currentName();
            String where = at(parser);
            if (Key.isGroup(name)) {
                group(name, parser);
                continue;
            }
            Key key = Key.ofFile(name)
                    .orElseThrow(() -> new ConfigException(
                            "unknown key '" + name + "' (" + where + ")" + Nearest.suggestion(name, names())));
            found.put(key, new Given(key, texts(key, parser), where));
        }
    }

    private void group(String name, JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            mapping(name + ".", parser);
        } else if (token != JsonToken.VALUE_NULL) {
            throw new ConfigException(
                    "cannot use " + name + " (" + at(parser) + "): expected settings below it, such as '"
                            + names().stream()
                                    .filter(key -> key.startsWith(name + "."))
                                    .findFirst()
                                    .orElse("") + "'");
        }
    }

    private List<String> texts(Key key, JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token.isScalarValue()) {
            return token == JsonToken.VALUE_NULL ? List.of() : List.of(parser.getText());
        }
        var texts = new ArrayList<String>();
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken().isScalarValue()) {
                texts.add(parser.getText());
            }
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new ConfigException("cannot use " + key.word() + " (" + at(parser)
                    + "): expected a text or a list of texts, found a mapping or a list within");
        }
        return texts;
    }

    private String at(JsonParser parser) {
        return file + " line " + parser.currentTokenLocation().getLineNr();
    }

    private static List<String> names() {
        return Arrays.stream(Key.values())
                .filter(key -> key != Key.CONFIG)
                .map(Key::word)
                .toList();
    }
}
