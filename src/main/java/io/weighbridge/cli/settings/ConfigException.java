package io.weighbridge.cli.settings;

/** A setting or argument that cannot be used. The message names it, where it came from, its value and what is allowed. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message is shown to the operator as it is. */
    public ConfigException(String message) {
        super(message);
    }

    /**
     * A value on the command line that cannot be used.
     *
     * @param flag the option without its hyphens, such as {@code from}
     * @param value what was typed
     * @param expected what would have been right, such as {@code a block number}
     */
    public static ConfigException ofFlag(String flag, String value, String expected) {
        return of(flag, value, "flag --" + flag, "expected " + expected);
    }

    /** The same for a setting from anywhere: {@code cannot use NAME 'VALUE' (ORIGIN): WHY}. */
    static ConfigException of(String name, String value, String origin, String why) {
        return new ConfigException("cannot use " + name + " '" + Printable.value(value) + "' (" + origin + "): " + why);
    }
}
