package io.weighbridge.cli.settings;

import io.weighbridge.store.postgres.PostgresPlace;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which files are meant. */
final class PathTexts {

    static final String STORE_NAME = "weighbridge.db";

    /** The beginning of an address of a database; behind it there may be a password. */
    private static final Pattern SCHEME = Pattern.compile("(?i)((?:jdbc:)?[a-z][a-z0-9+]+:)//.*|(jdbc:[a-z0-9]*:?).*");

    private static final String POSTGRES = "jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…";

    private PathTexts() {}

    /** A path; {@code ~/} is the user's folder, which no shell fills in where a file or {@code --db=~/…} says it. */
    static Path path(RawSetting setting) {
        if (setting.text().contains("://")) {
            throw setting.refuse(setting.text(), "the path of a file, this is an address");
        }
        try {
            return setting.text().startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), setting.text().substring(2))
                    : Path.of(setting.text());
        } catch (InvalidPathException e) {
            throw setting.refuse(setting.text(), "the path of a file");
        }
    }

    /** The validator's own variable counts from its project's root, which we do not know. */
    static Path validatorFile(RawSetting setting) {
        Path path = sqlite(setting);
        boolean validators =
                Key.DB.fallback().filter(setting.origin()::endsWith).isPresent();
        if (validators && !path.isAbsolute() && !Files.exists(path)) {
            throw setting.refuse(
                    setting.text(),
                    "a file that is there: the validator counts relative paths from its project's root; give --db PATH");
        }
        if (Files.isDirectory(path)) {
            throw setting.refuse(setting.text(), "the validator's SQLite file, this is a folder");
        }
        return path;
    }

    /** Where the store is: a SQLite file, or PostgreSQL as its driver names it. */
    static StorePlace store(RawSetting setting) {
        if (setting.text().startsWith(PostgresPlace.PREFIX)) {
            return postgres(setting, new PostgresPlace(setting.text()));
        }
        Path path = sqlite(setting);
        if (Files.isDirectory(path)) {
            throw setting.refuse(setting.text(), "a file, this is a folder; try " + path.resolve(STORE_NAME));
        }
        return new StorePlace.InFile(path);
    }

    private static StorePlace postgres(RawSetting setting, PostgresPlace place) {
        if (!place.isSound()) {
            throw setting.refuse(place.shown(), POSTGRES);
        }
        return new StorePlace.InPostgres(place);
    }

    private static Path sqlite(RawSetting setting) {
        Matcher scheme = SCHEME.matcher(setting.text());
        if (!scheme.matches()) {
            return path(setting);
        }
        String begin = scheme.group(1) == null ? scheme.group(2) : scheme.group(1);
        throw begin.contains("postgres")
                ? setting.refuse(begin + "…", setting.key() == Key.STORE ? POSTGRES : "the path of an SQLite file")
                : setting.refuse(begin + "…", "the path of an SQLite file, without " + begin);
    }
}
