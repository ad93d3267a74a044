package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Where results go: to standard output, or to a file that appears only when it is whole. Not thread safe. */
final class ResultFile implements AutoCloseable {

    private final PrintStream stream;
    private final @Nullable Path target;
    private final @Nullable Path draft;
    private boolean kept;

    private ResultFile(PrintStream stream, @Nullable Path target, @Nullable Path draft) {
        this.stream = stream;
        this.target = target;
        this.draft = draft;
    }

    /** Standard output where no file is named. */
    static ResultFile open(@Nullable Path target, Console console) {
        if (target == null) {
            return new ResultFile(console.out(), null, null);
        }
        Path draft = target.resolveSibling(target.getFileName() + ".part");
        try {
            var out = new BufferedOutputStream(Files.newOutputStream(draft));
            return new ResultFile(new PrintStream(out, false, StandardCharsets.UTF_8), target, draft);
        } catch (IOException e) {
            throw new ConfigException("cannot write to " + target.toAbsolutePath() + " (flag --output): "
                    + e.getClass().getSimpleName() + ". Expected a folder that exists and can be written");
        }
    }

    /** Takes the results. */
    PrintStream stream() {
        return stream;
    }

    /** Everything was written: the file may appear. */
    void keep() {
        stream.flush();
        if (stream.checkError()) {
            throw new ConfigException(
                    "cannot write the results" + (target == null ? "" : " to " + target.toAbsolutePath())
                            + ": is the disk full, or the reader gone?");
        }
        kept = true;
    }

    @Override
    public void close() {
        if (target == null || draft == null) {
            return;
        }
        stream.close();
        try {
            if (kept) {
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new ConfigException("cannot write to " + target.toAbsolutePath() + " (flag --output): "
                    + e.getClass().getSimpleName() + "; the results are in " + draft);
        }
    }
}
