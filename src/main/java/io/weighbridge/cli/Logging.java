package io.weighbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.weighbridge.cli.settings.Settings.LogFormat;
import org.jspecify.annotations.Nullable;
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

    /** A line as the log would have it in JSON, for what is told beside the log. */
    static String lineOf(Level level, String message, @Nullable Throwable fault) {
        Logger logger = (Logger) LoggerFactory.getLogger(Main.class);
        JsonEncoder encoder = json(logger.getLoggerContext());
        var event = new LoggingEvent(Logging.class.getName(), logger, level, message, fault, null);
        return new String(encoder.encode(event), UTF_8).strip();
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
