package io.weighbridge.cli.settings;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.zip.ZipException;

/** Why a file could not be read or written, in words: the exceptions of Java say it by their class. */
public final class FileFault {

    private FileFault() {}

    /** The reason, without the file's name. */
    public static String reason(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (fault instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (fault instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (fault instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        if (fault instanceof EOFException || fault instanceof ZipException) {
            return "it is packed, and cut short or damaged; fetch it anew";
        }
        String said = fault instanceof FileSystemException system ? system.getReason() : fault.getMessage();
        return said == null ? fault.getClass().getSimpleName() : inWords(said);
    }

    /** What the operating system says. */
    private static String inWords(String said) {
        if (said.startsWith("Too many levels of symbolic links")) {
            return "its links lead in a circle";
        }
        if (said.equals("Not a directory")) {
            return "what should be its folder is a file";
        }
        return said.isEmpty() ? said : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
    }
}
