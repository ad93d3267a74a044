package io.weighbridge.source.rpc;

/**
 * Whether an endpoint may be used for all it says, as a comparison with others tells; beside its {@link Health}.
 *
 * @param kind in a word
 * @param reason why, for a person; empty if all is well
 */
record EndpointTrust(Kind kind, String reason) {

    /** Nothing is wrong. */
    static final EndpointTrust SOUND = new EndpointTrust(Kind.SOUND, "");

    /** What it means for the use of the endpoint. */
    enum Kind {
        /** It is used. */
        SOUND,
        /** Its head is behind the others': it is asked for older blocks only, and not followed. */
        LAGGING,
        /** It has another finalized block than the others at the same number: it is not used. */
        FORKED,
        /** It serves another chain: it is not used. */
        FOREIGN
    }

    /** Whether it may be asked at all. */
    boolean usable() {
        return kind == Kind.SOUND || kind == Kind.LAGGING;
    }
}
