package io.weighbridge.store.postgres;

/**
 * Where a PostgreSQL database is.
 *
 * @param url as the driver takes it: {@code jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…}
 */
public record PostgresPlace(String url) {

    /** What every such URL begins with. */
    public static final String PREFIX = "jdbc:postgresql:";

    /** The URL without what stands behind a question mark, where passwords are, or before an at sign. */
    public String shown() {
        return url.replaceFirst("\\?.*$", "").replaceFirst("//[^/]*@", "//");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return shown();
    }
}
