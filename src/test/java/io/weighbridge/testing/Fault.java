package io.weighbridge.testing;

/** What a {@link FakeNode} does wrong with a request. */
public sealed interface Fault {

    /** Never answers. */
    record Stall() implements Fault {}

    /** Answers only when {@link FakeNode#releaseLateAnswers()} is called. */
    record LateAnswer() implements Fault {}

    /** Ends the TCP connection in the middle of the answer's frame. */
    record CloseMidFrame() implements Fault {}

    /** Closes the connection instead of answering. */
    record Close() implements Fault {}

    /** Announces a frame of that many bytes, and sends a few of them. */
    record OversizedFrame(long bytes) implements Fault {}

    /** Sends a message of that many bytes in frames of 1000. */
    record OversizedMessage(int bytes) implements Fault {}

    /** Answers under an id that was never sent, and then rightly. */
    record WrongIdFirst() implements Fault {}

    /** Answers twice. */
    record DuplicateAnswer() implements Fault {}

    /** Sends what is not JSON. */
    record GarbageJson() implements Fault {}

    /** Sends a JSON array nested 100,000 deep. */
    record DeepJson() implements Fault {}

    /** Answers with that result, JSON. */
    record Answer(String result) implements Fault {}

    /** Answers with the zero hash. */
    record ZeroHash() implements Fault {}

    /** Refuses with that code and message. */
    record Refusal(int code, String message) implements Fault {
        /** A state that was thrown away. */
        public static Refusal pruned() {
            return new Refusal(4003, "Client error: UnknownBlock: State already discarded for 0x12");
        }

        /** Asked too much. */
        public static Refusal throttled() {
            return new Refusal(-32029, "Too many requests, please retry later");
        }

        /** A method that is not offered. */
        public static Refusal lacking() {
            return new Refusal(-32601, "Method not found");
        }
    }

    /** Refuses as a proxy does that is asked too much: without an id. */
    record NamelessThrottling() implements Fault {}

    /** Answers with a header or block whose state root is another. */
    record LyingHeader() implements Fault {}

    /** Answers with a header or block whose parent is another. */
    record LyingParent() implements Fault {}

    /** Answers with a block that lacks its last extrinsic. */
    record LyingBody() implements Fault {}

    /** Sends the news of a new subscription before the answer with its id. */
    record NewsFirst() implements Fault {}
}
