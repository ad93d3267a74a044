package io.weighbridge.store.sqlite;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Hears what a class warns of, for as long as this is open. */
final class Warnings implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private Warnings(Class<?> speaker) {
        logger = (Logger) LoggerFactory.getLogger(speaker);
        events.start();
        logger.addAppender(events);
    }

    /** Begins to listen. */
    static Warnings of(Class<?> speaker) {
        return new Warnings(speaker);
    }

    /** Every warning so far. */
    List<String> heard() {
        return List.copyOf(events.list).stream()
                .filter(event -> event.getLevel().equals(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
    }
}
