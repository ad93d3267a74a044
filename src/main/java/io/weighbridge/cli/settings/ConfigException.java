package io.weighbridge.cli.settings;

/** A setting or argument that cannot be used. The message names it, where it came from, its value and what is allowed. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message is shown to the operator as it is. */
    public ConfigException(String message) {
        super(message);
    }
}
