package io.weighbridge.cli.settings;

import java.util.List;
import java.util.Locale;

/**
 * The raw value of a setting and where it came from.
 *
 * @param key the setting
 * @param texts the value: one text, or several where the setting is a list
 * @param origin such as {@code flag --netuid} or {@code config/weighbridge.yaml line 3}
 */
record Given(Key key, List<String> texts, String origin) {

    Given {
        texts = List.copyOf(texts);
    }

    /** The only text. */
    String text() {
        if (texts.size() != 1) {
            throw refuse(String.join(", ", texts), "one value");
        }
        return texts.get(0);
    }

    /** The texts, those with commas taken apart. */
    List<String> items() {
        return texts.stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    /** What the only text, one of two words in any case, stands for. */
    <T> T either(String word, T meaning, String otherWord, T otherMeaning) {
        String text = text().toLowerCase(Locale.ROOT);
        if (!text.equals(word) && !text.equals(otherWord)) {
            throw refuse(text(), word + " or " + otherWord);
        }
        return text.equals(word) ? meaning : otherMeaning;
    }

    /** The fault of a value that cannot be used. */
    ConfigException refuse(String value, String allowed) {
        return new ConfigException(
                "cannot use " + key.word() + " '" + value + "' (" + origin + "): expected " + allowed);
    }
}
