package io.weighbridge.cli.doctor;

/**
 * What one look came to.
 *
 * @param subject what was looked at
 * @param level how bad it is
 * @param text what was found, and what was expected
 * @param remedy what to do about it; empty where nothing needs to be done
 */
public record Finding(String subject, Level level, String text, String remedy) {

    /** How bad something is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Good to know. */
        NOTE,
        /** It works, and may not for long or not as meant. */
        WARNING,
        /** It cannot work. */
        FAULT;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The same where something else does its work. */
    public Finding tolerable() {
        return level == Level.FAULT ? new Finding(subject, Level.WARNING, text, remedy) : this;
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Level.OK, text, "");
    }

    static Finding note(String subject, String text) {
        return new Finding(subject, Level.NOTE, text, "");
    }

    static Finding warning(String subject, String text, String remedy) {
        return new Finding(subject, Level.WARNING, text, remedy);
    }

    /** Something that cannot work. */
    public static Finding fault(String subject, String text, String remedy) {
        return new Finding(subject, Level.FAULT, text, remedy);
    }
}
