package io.weighbridge.devnet.rpc;

/** Tells a client what is new. Called by one thread at a time: once after the client has its id, then for every block. */
@FunctionalInterface
interface Subscription {

    /**
     * Sends what came up since the last time.
     *
     * @return whether there may be more
     */
    boolean advance();
}
