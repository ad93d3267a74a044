package io.weighbridge.store.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What is at a path where something else was expected, for a person. */
final class PathFault {

    private PathFault() {}

    /** Such as {@code nothing}, {@code a folder}, {@code a link that leads nowhere}. */
    static String found(Path path) {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return found.isDirectory() ? "a folder" : found.isRegularFile() ? "a file" : "a device or a pipe";
        } catch (AccessDeniedException e) {
            return "a folder on the way to it that this user may not enter; run Weighbridge as the user it belongs to";
        } catch (IOException e) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? "a link that leads nowhere" : "nothing";
        }
    }
}
