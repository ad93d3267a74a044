package io.weighbridge.backfill.jump;

import io.weighbridge.scale.Bytes;

/**
 * What {@code System.Account} keeps of somebody who signs.
 *
 * @param nonce how many extrinsics it signed since the account exists
 * @param mayEnd whether the account holds a balance, so that it would end if that were spent (frame_system: a provider)
 * @param low whether that balance is so small that spending all of it is nothing unusual
 * @param rest the record without its nonce; empty where there is no record
 */
record Signer(long nonce, boolean mayEnd, boolean low, Bytes rest) {

    /** No record. */
    static final Signer NONE = new Signer(0, false, false, Bytes.EMPTY);

    boolean exists() {
        return !rest.isEmpty();
    }
}
