package io.weighbridge.store.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once of a lock that somebody else has held for long, and when it is let go of. Not thread safe. */
final class LongLock {

    private static final Logger LOG = LoggerFactory.getLogger(LongLock.class);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final String doing;
    private final Path path;
    private final Clock clock;
    private final Instant since;
    private boolean told;

    /** A lock that is about to be asked for. */
    LongLock(String doing, Path path, Clock clock) {
        this.doing = doing;
        this.path = path;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** It was asked for in vain. */
    void stillHeld() {
        LOG.debug("{}: {} is locked by somebody else", doing, path);
        if (!told && soFar().compareTo(LONG) >= 0) {
            told = true;
            LOG.warn(
                    "{}: {} has been locked by somebody else for {} s; what is to be written waits, nothing is lost. If this"
                            + " goes on, look for a program that keeps a transaction open, such as a database browser",
                    doing,
                    path,
                    soFar().toSeconds());
        }
    }

    /** It was got. */
    void free() {
        if (told) {
            LOG.info("{}: {} is free again, after {} s", doing, path, soFar().toSeconds());
        }
    }

    private Duration soFar() {
        return Duration.between(since, clock.instant());
    }
}
