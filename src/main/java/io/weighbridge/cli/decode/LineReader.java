package io.weighbridge.cli.decode;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of bounded length. Not thread safe. */
final class LineReader {

    private final InputStream in;
    private final int longest;

    /** Lines of {@code in}, each of at most {@code longest} bytes. */
    LineReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /** The next line without its end, or nothing at the end of the stream. */
    Optional<Line> next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (bytes.size() < longest) {
                bytes.write(read);
            } else {
                tooLong = true;
            }
        }
        return Optional.of(new Line(bytes.toString(StandardCharsets.UTF_8), tooLong));
    }

    /**
     * A line.
     *
     * @param text its text, cut where it is too long
     * @param tooLong whether it was cut
     */
    record Line(String text, boolean tooLong) {}
}
