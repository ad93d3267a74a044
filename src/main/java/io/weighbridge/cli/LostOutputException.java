package io.weighbridge.cli;

import io.weighbridge.cli.settings.FileFault;
import java.io.IOException;
import java.util.Locale;

/** Results could not be written to standard output. */
final class LostOutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    /** {@code cause} is what the system said. */
    LostOutputException(IOException cause) {
        super(
                "cannot write the results to standard output: " + FileFault.reason(cause)
                        + ". What is stored is safe; let it lead to where there is room, and ask again",
                cause);
        this.readerGone =
                String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /** Whether whoever read has read enough, as {@code head} does: then nobody misses anything. */
    boolean isReaderGone() {
        return readerGone;
    }
}
