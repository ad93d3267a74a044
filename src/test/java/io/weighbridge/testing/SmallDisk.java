package io.weighbridge.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A disk that is soon full: a tmpfs of a given size, for as long as this is open. A test that needs it is skipped where
 * mounting is not permitted; under continuous integration it fails there.
 */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one.
     *
     * @param folder an empty folder
     * @param size such as {@code 900k}
     */
    public static SmallDisk mount(Path folder, String size) {
        String fault = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        if (!fault.isEmpty()) {
            SecondProcess.skip("a disk that is soon full cannot be mounted here: " + fault);
        }
        return new SmallDisk(folder);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Makes room, or takes it away. */
    public void resize(String size) {
        check(run("mount", "-o", "remount,size=" + size, folder.toString()));
    }

    @Override
    public void close() {
        check(run("umount", "--lazy", folder.toString()));
    }

    private static void check(String fault) {
        if (!fault.isEmpty()) {
            throw new IllegalStateException(fault);
        }
    }

    /** What the command complained about; empty if it succeeded. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : String.join(" ", command) + ": " + said;
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }
}
