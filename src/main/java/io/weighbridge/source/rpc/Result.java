package io.weighbridge.source.rpc;

/** How a request ended. */
enum Result {
    OK("ok"),
    TIMEOUT("timeout"),
    /** The node does not know the block. */
    UNKNOWN("error"),
    ERROR("error"),
    /** The node does not offer the method. */
    LACKING("error"),
    THROTTLED("throttled"),
    PRUNED("pruned"),
    UNTRUSTED("untrusted"),
    DISCONNECTED("disconnected");

    private final String word;

    Result(String word) {
        this.word = word;
    }

    /** The word for {@link io.weighbridge.source.SourceListener#requestEnded}. */
    String word() {
        return word;
    }
}
