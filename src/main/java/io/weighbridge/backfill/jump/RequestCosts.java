package io.weighbridge.backfill.jump;

/**
 * How many requests it takes to read blocks and states.
 *
 * @param hash requests for the hash of a block, 0 to 1: less than 1 where the source tells many at once
 */
record RequestCosts(double hash) {

    /** Body, events with the state, and the state before. */
    double visit() {
        return hash + 3;
    }

    /** The same where the state before was read already. */
    double visitAfterState() {
        return hash + 2;
    }

    /** The values of a state. */
    double state() {
        return hash + 1;
    }

    /** Reading so many blocks in a row: hash, body and events of each, and the links at both ends. */
    double scan(long blocks) {
        return 3.0 * (blocks + 1);
    }
}
