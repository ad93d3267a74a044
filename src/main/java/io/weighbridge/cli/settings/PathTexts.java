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
    static Path path(Given given) {
        if (given.text().contains("://")) {
            throw given.refuse(given.text(), "the path of a file, this is an address");
        }
        try {
            return given.text().startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), given.text().substring(2))
                    : Path.of(given.text());
        } catch (InvalidPathException e) {
            throw given.refuse(given.text(), "the path of a file");
        }
    }

    /** The validator's own variable counts from its project's root, which we do not know. */
    static Path validatorFile(Given given) {
        Path path = sqlite(given);
        boolean validators = Key.DB.fallback().filter(given.origin()::endsWith).isPresent();
        if (validators && !path.isAbsolute() && !Files.exists(path)) {
            throw given.refuse(
                    given.text(),
                    "a file that is there: the validator counts relative paths from its project's root; give --db PATH");
        }
        if (Files.isDirectory(path)) {
            throw given.refuse(given.text(), "the validator's SQLite file, this is a folder");
        }
        return path;
    }

    /** Where the store is: a SQLite file, or PostgreSQL as its driver names it. */
    static StorePlace store(Given given) {
        if (given.text().startsWith(PostgresPlace.PREFIX)) {
            return postgres(given, new PostgresPlace(given.text()));
        }
        Path path = sqlite(given);
        if (Files.isDirectory(path)) {
            throw given.refuse(given.text(), "a file, this is a folder; try " + path.resolve(STORE_NAME));
        }
        return new StorePlace.InFile(path);
    }

    private static StorePlace postgres(Given given, PostgresPlace place) {
        if (!place.isSound()) {
            throw given.refuse(place.shown(), POSTGRES);
        }
        return new StorePlace.InPostgres(place);
    }

    private static Path sqlite(Given given) {
        Matcher scheme = SCHEME.matcher(given.text());
        if (!scheme.matches()) {
            return path(given);
        }
        String begin = scheme.group(1) == null ? scheme.group(2) : scheme.group(1);
        throw begin.contains("postgres")
                ? given.refuse(begin + "…", given.key() == Key.STORE ? POSTGRES : "the path of an SQLite file")
                : given.refuse(begin + "…", "the path of an SQLite file, without " + begin);
    }
}
