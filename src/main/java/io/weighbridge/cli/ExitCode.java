package io.weighbridge.cli;

/** How a process ends, as seen by whoever started it. */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** A fault that nobody foresaw. */
    FAULT(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** No endpoint can serve this. */
    NO_ENDPOINT(3),
    /** A database cannot be used. */
    DATABASE(4),
    /** Done, and blocks were parked or disagreements found. */
    FINDINGS(5);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    /** The number. The codes 130 and 143 come from the signal itself: see {@link Interruption}. */
    int value() {
        return value;
    }
}
