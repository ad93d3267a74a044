package io.weighbridge.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A standard stream of the process, which remembers why it could no longer be written to. Safe for many threads. */
final class StandardStream extends PrintStream {

    private final Witness witness;

    private StandardStream(Witness witness) {
        super(witness, true, StandardCharsets.UTF_8);
        this.witness = witness;
    }

    /** Writes to {@code target} in UTF-8. */
    static StandardStream to(OutputStream target) {
        return new StandardStream(new Witness(target));
    }

    /** What was lost, if anything was. */
    Optional<LostOutputException> loss() {
        flush();
        return Optional.ofNullable(witness.first).map(LostOutputException::new);
    }

    /** Keeps the first fault, which a {@link PrintStream} swallows. */
    private static final class Witness extends FilterOutputStream {

        private volatile @Nullable IOException first;

        Witness(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int octet) throws IOException {
            noting(() -> out.write(octet));
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            noting(() -> out.write(octets, from, count));
        }

        @Override
        public void flush() throws IOException {
            noting(out::flush);
        }

        private void noting(Step step) throws IOException {
            try {
                step.run();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                }
                throw e;
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
