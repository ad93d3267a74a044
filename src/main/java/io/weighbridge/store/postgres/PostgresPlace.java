package io.weighbridge.store.postgres;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;

/**
 * Where a PostgreSQL database is.
 *
 * @param url as the driver takes it: {@code jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…}
 */
public record PostgresPlace(String url) {

    /** The driver's own words, which may hold the URL, go nowhere: what matters is in what it throws. Held, or it is forgotten. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    static {
        DRIVER_LOG.setLevel(Level.OFF);
    }

    /** What every such URL begins with. */
    public static final String PREFIX = "jdbc:postgresql:";

    /** The URL without what stands behind a question mark, where passwords are, or before an at sign. */
    public String shown() {
        return url.replaceFirst("\\?.*$", "").replaceFirst("//[^/]*@", "//");
    }

    /** Whether the driver understands it. */
    public boolean isSound() {
        return Driver.parseURL(url, null) != null;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return shown();
    }
}
