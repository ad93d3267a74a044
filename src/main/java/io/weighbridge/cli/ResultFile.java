package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.FileFault;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where results go: to standard output, or to a file that appears only when it is whole, in place of the one that was
 * there. What is no file, such as a pipe, is written to as it is. Not thread safe.
 */
final class ResultFile implements AutoCloseable {

    private final PrintStream stream;
    private final @Nullable FileOutputStream file;
    private final @Nullable Path target;
    private final @Nullable Path draft;
    private final Console console;
    private boolean kept;

    private ResultFile(
            Console console,
            OutputStream out,
            @Nullable FileOutputStream file,
            @Nullable Path target,
            @Nullable Path draft) {
        this.console = console;
        this.stream = new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
        this.file = file;
        this.target = target;
        this.draft = draft;
    }

    /** Standard output where no file is named. */
    static ResultFile open(@Nullable Path named, Console console) {
        if (named == null) {
            return new ResultFile(console, console.out(), null, null, null);
        }
        try {
            // What a link leads to is replaced, not the link.
            Path target = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw refusal(named, "it is a folder, expected a file");
            }
            boolean ordinary = !Files.exists(target) || Files.isRegularFile(target);
            Path draft = target.resolveSibling(
                    target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            var file = new FileOutputStream((ordinary ? draft : target).toFile());
            return new ResultFile(console, file, file, target, ordinary ? draft : null);
        } catch (IOException e) {
            throw refusal(named, "expected a folder that exists and can be written");
        }
    }

    /** Takes the results. */
    PrintStream stream() {
        return stream;
    }

    /**
     * Fails once results can no longer be written. What was written so far goes out.
     *
     * @throws LostOutputException if standard output takes no more, as its reader has gone or the disk is full
     * @throws ConfigException if the file takes no more
     */
    void check() {
        boolean failed = stream.checkError();
        if (target == null) {
            console.lost().ifPresent(loss -> {
                throw loss;
            });
        } else if (failed) {
            throw refusal(target, "is the disk full? Nothing was kept");
        }
    }

    /** Everything was written: the file may appear. */
    void keep() {
        check();
        kept = true;
    }

    @Override
    public void close() {
        if (target == null || file == null) {
            stream.flush();
            return;
        }
        try (stream) {
            if (kept && draft != null) {
                file.getFD().sync();
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } else if (draft != null) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw refusal(target, FileFault.reason(e) + "; the results are in " + draft);
        }
    }

    private static ConfigException refusal(Path target, String why) {
        return new ConfigException("cannot write to " + target.toAbsolutePath() + " (flag --output): " + why);
    }
}
