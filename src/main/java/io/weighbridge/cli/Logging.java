package io.weighbridge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.weighbridge.cli.settings.Settings.LogFormat;
import org.slf4j.LoggerFactory;

/** Bends what {@code logback.xml} lays down to the settings of a run. */
final class Logging {

    /** The name of the only appender in {@code logback.xml}; it writes to standard error. */
    private static final String APPENDER = "err";

    private static final String PROGRAM = "io.weighbridge";

    private Logging() {}

    /** Sets how log lines look, and whether details are among them. */
    static void set(LogFormat format, boolean verbose) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.getLogger(PROGRAM).setLevel(verbose ? Level.DEBUG : Level.INFO);
        var appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
        if (format == LogFormat.JSON && appender instanceof ConsoleAppender<ILoggingEvent> err) {
            err.stop();
            err.setEncoder(json(context));
            err.start();
        }
    }

    /** Keeps the log from mixing with what the demo shows, unless details are asked for. */
    static void demo(boolean verbose) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(PROGRAM).setLevel(verbose ? Level.DEBUG : Level.WARN);
        }
    }

    /** Keeps the log from telling what a command tells itself, unless details are asked for. */
    static void quiet(boolean verbose) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(PROGRAM).setLevel(verbose ? Level.DEBUG : Level.ERROR);
        }
    }

    private static JsonEncoder json(LoggerContext context) {
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMarkers(false);
        encoder.setWithKVPList(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
