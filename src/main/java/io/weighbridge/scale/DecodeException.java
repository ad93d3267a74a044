package io.weighbridge.scale;

import java.util.ArrayList;

/**
 * Bytes are not an encoding of the expected type. This is the only exception that decoding throws, whatever the bytes
 * are.
 *
 * <p>The message says what was expected, what was found, and where: the path through the types and the byte offset.
 */
public final class DecodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the bytes; {@link #word()} is its name in the answers of {@code decode}. */
    public enum Reason {
        /** Fewer bytes are left than the type needs. */
        TRUNCATED("truncated"),
        /** Bytes are left over behind the value. */
        TRAILING_BYTES("trailingBytes"),
        /** A claimed length or count cannot fit the bytes that are left, or is over a limit. */
        BAD_LENGTH("badLength"),
        /** A compact integer that is longer than it needs to be. */
        NON_CANONICAL("nonCanonical"),
        /** A number that its type cannot hold. */
        OUT_OF_RANGE("outOfRange"),
        /** A boolean other than 0 and 1. */
        BAD_BOOL("badBool"),
        /** An option tag other than 0 and 1. */
        BAD_OPTION("badOption"),
        /** An enum index without a variant; a pallet, call, event, address or signature tag that does not exist. */
        UNKNOWN_VARIANT("unknownVariant"),
        /** Text that is not UTF-8. */
        BAD_TEXT("badText"),
        /** Deeper nesting than {@link ScaleReader#MAX_DEPTH}. */
        TOO_DEEP("tooDeep"),
        /** A format version that is not understood. */
        UNSUPPORTED_VERSION("unsupportedVersion"),
        /** Any other rule is broken. */
        INVALID("invalid");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** The reason as one camel-case word. */
        public String word() {
            return word;
        }
    }

    /** How many steps of a long path are shown at each end. */
    private static final int SHOWN = 12;

    private final Reason reason;
    private final String what;
    private final int offset;

    /** Innermost first. */
    private final ArrayList<String> steps = new ArrayList<>();

    private DecodeException(Reason reason, String what, int offset) {
        super(what, null, false, true);
        this.reason = reason;
        this.what = what;
        this.offset = offset;
    }

    /** A fault at a byte offset of the input. */
    public static DecodeException at(int offset, Reason reason, String what) {
        return new DecodeException(reason, what, offset);
    }

    /** A fault of the input as a whole. */
    public static DecodeException of(Reason reason, String what) {
        return new DecodeException(reason, what, -1);
    }

    /**
     * Adds the enclosing step of the path, such as {@code events[17]}, and returns this exception. It is cheap, so
     * every level of a decoder may catch, add its step and throw again.
     */
    public DecodeException inside(String step) {
        steps.add(step);
        return this;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** What is wrong, without the place. */
    public String what() {
        return what;
    }

    /** The offset in the input, or -1 where the fault is of the input as a whole. */
    public int offset() {
        return offset;
    }

    /** The path through the types, outermost first; empty at the top. Of a long one the middle is left out. */
    public String path() {
        int hidden = steps.size() - 2 * SHOWN;
        var path = new StringBuilder();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (hidden <= 0 || i < SHOWN || i >= SHOWN + hidden) {
                append(path, steps.get(i));
            } else if (i == SHOWN) {
                append(path, "… (" + hidden + " steps)");
            }
        }
        return path.toString();
    }

    private static void append(StringBuilder path, String step) {
        path.append(path.isEmpty() || step.startsWith("[") ? "" : ".").append(step);
    }

    @Override
    public String getMessage() {
        String path = path();
        String place = offset < 0 ? path : path.isEmpty() ? "byte " + offset : path + " at byte " + offset;
        return place.isEmpty() ? what : place + ": " + what;
    }
}
