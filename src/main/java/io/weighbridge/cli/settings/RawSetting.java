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
record RawSetting(Key key, List<String> texts, String origin) {

    RawSetting {
        texts = List.copyOf(texts);
    }

    /** Something from the command line, where what is empty was likely meant to be filled by the shell. */
    static RawSetting ofFlag(Key key, List<String> texts) {
        var setting = new RawSetting(key, texts, "flag " + key.flag());
        if (texts.stream().anyMatch(String::isBlank)) {
            throw setting.refusal("", "it is empty; is a variable in the command line not set?");
        }
        return setting;
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
        List<String> items = texts.stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        if (items.contains("")) {
            throw refuse(String.join(",", texts), "a value on either side of each comma");
        }
        return items;
    }

    /** The texts, those with commas taken apart; none for a word that stands alone and means that there is no choice. */
    List<String> itemsUnless(String word) {
        List<String> items = items();
        if (items.equals(List.of(word))) {
            return List.of();
        }
        if (items.contains(word)) {
            throw refuse(String.join(",", texts), "'" + word + "' alone, or a list without it");
        }
        return items;
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
        return refusal(value, "expected " + allowed);
    }

    /** The same where it has to be said otherwise. */
    ConfigException refusal(String value, String why) {
        return ConfigException.of(key.word(), value, origin, why);
    }
}
