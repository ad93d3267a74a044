package io.weighbridge.cli;

import io.reactivex.rxjava3.exceptions.CompositeException;
import io.weighbridge.backfill.BackfillException;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import io.weighbridge.web.WebException;
import java.util.List;
import java.util.stream.Stream;

/** The one place that says what an exception means to the operator: its exit code and its line. */
final class Faults {

    private static final int DEEPEST = 20;
    private static final List<Class<? extends RuntimeException>> FAMILIES = List.of(
            ConfigException.class,
            WebException.class,
            BackfillException.class,
            SourceException.class,
            StoreException.class);

    private Faults() {}

    /** The exit code for a fault. */
    static ExitCode codeOf(Throwable fault) {
        Throwable known = knownIn(fault);
        if (known instanceof ConfigException || known instanceof WebException || known instanceof BackfillException) {
            return ExitCode.USAGE;
        }
        if (known instanceof SourceException) {
            return ExitCode.NO_ENDPOINT;
        }
        return known instanceof StoreException ? ExitCode.DATABASE : ExitCode.FAULT;
    }

    /** One line for the operator. */
    static String lineOf(Throwable fault) {
        Throwable known = knownIn(fault);
        if (codeOf(known) != ExitCode.FAULT) {
            return oneLine(known);
        }
        return "unexpected fault: " + fault.getClass().getSimpleName() + ": " + oneLine(fault)
                + ". What is stored is safe; run again with -v to see where it happened";
    }

    /** The first exception of a known family on the way to the root cause; the fault itself if there is none. */
    private static Throwable knownIn(Throwable fault) {
        return causes(fault).filter(Faults::isKnown).findFirst().orElse(fault);
    }

    /** The fault and its causes; of several that came together, those of each. */
    private static Stream<Throwable> causes(Throwable fault) {
        return Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .flatMap(cause -> cause instanceof CompositeException several
                        ? several.getExceptions().stream().flatMap(Faults::causes)
                        : Stream.of(cause));
    }

    private static boolean isKnown(Throwable fault) {
        return FAMILIES.stream().anyMatch(family -> family.isInstance(fault));
    }

    private static String oneLine(Throwable fault) {
        String message = fault.getMessage();
        return message == null
                ? fault.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
