package io.weighbridge.cli.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration file: a YAML mapping of setting names to a text or a list of texts. */
final class ConfigFile {

    private static final int LARGEST = 1 << 20;
    private static final YAMLFactory YAML = YAMLFactory.builder().build();

    private final Path file;
    private final Map<Key, RawSetting> found = new EnumMap<>(Key.class);
    private final Map<String, Integer> lines = new HashMap<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /** Reads the file that flag or environment name, else the default one if it is there. */
    static Map<Key, RawSetting> readWherever(Map<Key, List<String>> flags, Map<String, String> environment, Path home) {
        return place(flags, environment, home).map(ConfigFile::read).orElse(Map.of());
    }

    /** The file that flag or environment name, else the default one if it is there. */
    static Optional<Path> place(Map<Key, List<String>> flags, Map<String, String> environment, Path home) {
        List<String> flag = flags.getOrDefault(Key.CONFIG, List.of());
        Optional<RawSetting> named = flag.isEmpty()
                ? SettingsReader.fromEnvironment(Key.CONFIG, Key.CONFIG.variable(), environment)
                : Optional.of(RawSetting.ofFlag(Key.CONFIG, flag));
        return named.map(PathTexts::path)
                .or(() -> Optional.of(home.resolve(SettingsReader.DEFAULT_FILE)).filter(Files::exists));
    }

    /**
     * Reads every setting in a file.
     *
     * @throws ConfigException if the file cannot be read, is not YAML, or holds an unknown setting
     */
    static Map<Key, RawSetting> read(Path file) {
        var reader = new ConfigFile(file);
        try (YAMLParser parser = YAML.createParser(reader.text())) {
            reader.document(parser);
        } catch (JsonProcessingException e) {
            YamlFault fault = YamlFault.of(e);
            throw new ConfigException("cannot read " + file + " line " + fault.line() + ": " + fault.problem());
        } catch (IOException e) {
            throw new ConfigException(
                    "cannot read the configuration file " + file + ": " + FileFault.reason(e) + ". " + remedy(file, e));
        }
        return reader.found;
    }

    /** A service's settings are for its own user. */
    private static String remedy(Path file, IOException fault) {
        if (fault instanceof AccessDeniedException) {
            try {
                String group = Files.readAttributes(file, PosixFileAttributes.class)
                        .group()
                        .getName();
                return "It is for its owner and the group " + group
                        + ": run this as the user of the service, such as 'sudo -u " + group + " weighbridge status'";
            } catch (IOException | UnsupportedOperationException e) {
                // Not even that may be known.
            }
        }
        return "Check path and permissions, or leave --config out";
    }

    private String text() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes());
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            long line = 1 + text.flip().chars().filter(letter -> letter == '\n').count();
            throw new ConfigException("cannot read " + file + " line " + line + ": expected UTF-8, found the byte "
                    + String.format("0x%02x", bytes.get(bytes.position()))
                    + ". Save it as UTF-8, or check that it is the right file");
        }
        return text.flip().toString();
    }

    /** No more than {@link #LARGEST}, whatever the file says of its size. */
    private byte[] bytes() throws IOException {
        if (Files.isDirectory(file)) {
            throw new ConfigException(
                    "cannot read the configuration file " + file + ": it is a folder, expected a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new ConfigException("cannot read the configuration file " + file + ": it has more than " + LARGEST
                        + " bytes, as settings never have; is it the right file?");
            }
            return bytes;
        }
    }

    private void document(YAMLParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw new ConfigException("cannot read " + at(parser) + ": expected lines of the form 'key: value'");
        }
        mapping("", parser);
        if (parser.nextToken() != null) {
            throw new ConfigException("cannot read " + at(parser)
                    + ": a second document begins, whose settings would not be read. Take the line '---' out");
        }
    }

    /** Reads settings, and groups of settings, to the end of a mapping. */
    private void mapping(String group, YAMLParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = group + parser.currentName();
            String where = at(parser);
            checkNew(name, parser);
            if (Key.isGroup(name)) {
                group(name, parser);
                continue;
            }
            Key key = Key.ofFile(name)
                    .orElseThrow(() -> new ConfigException("unknown key '" + Printable.value(name) + "' (" + where + ")"
                            + Nearest.suggestion(name, names())));
            found.put(key, new RawSetting(key, texts(key, parser), where));
        }
    }

    /** The same setting may stand below its group and behind it, but not twice. */
    private void checkNew(String name, YAMLParser parser) {
        Integer before = lines.put(name, line(parser));
        if (before != null) {
            throw new ConfigException("cannot use " + Printable.value(name) + " (" + at(parser) + "): line " + before
                    + " sets it already; keep one of the two");
        }
    }

    private void group(String name, YAMLParser parser) throws IOException {
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

    /** The value; a key without one, as a template leaves it, is not set. */
    private List<String> texts(Key key, YAMLParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token.isScalarValue()) {
            String text = text(key, parser);
            return token == JsonToken.VALUE_NULL || text.isBlank() ? List.of() : List.of(text);
        }
        var texts = new ArrayList<String>();
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken().isScalarValue()) {
                texts.add(text(key, parser));
            }
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new ConfigException("cannot use " + key.word() + " (" + at(parser)
                    + "): expected a text or a list of texts, found a mapping or a list within");
        }
        return texts;
    }

    /** The text itself: the parser hands on the name of what an alias stands for. */
    private String text(Key key, YAMLParser parser) throws IOException {
        String text = parser.getText().strip();
        if (parser.isCurrentAlias()) {
            throw new ConfigException("cannot use " + key.word() + " '*" + Printable.value(text) + "' (" + at(parser)
                    + "): expected the value itself, found a reference; a text that begins with * stands in quotes");
        }
        return text;
    }

    private String at(JsonParser parser) {
        return file + " line " + line(parser);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static List<String> names() {
        return Arrays.stream(Key.values())
                .filter(key -> key != Key.CONFIG)
                .map(Key::word)
                .toList();
    }
}
