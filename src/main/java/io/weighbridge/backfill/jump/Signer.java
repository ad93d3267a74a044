package io.weighbridge.backfill.jump;

import io.weighbridge.scale.Bytes;

/**
 * The record of a signing account in {@code System.Account}.
 *
 * @param nonce how many extrinsics it signed since the account was created
 * @param mayEnd whether the account holds a balance, so that it is removed once that is spent (frame_system: a
 *     provider)
 * @param low whether that balance is so low that spending all of it is not unusual
 * @param rest the record without its nonce; empty if there is no record
 */
record Signer(long nonce, boolean mayEnd, boolean low, Bytes rest) {

    /** No record. */
    static final Signer NONE = new Signer(0, false, false, Bytes.EMPTY);

    boolean exists() {
        return !rest.isEmpty();
    }
}
