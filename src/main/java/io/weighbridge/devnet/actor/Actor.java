package io.weighbridge.devnet.actor;

import java.util.List;

/** An account, or group of accounts, that sends extrinsics. What it sends depends only on the moment. */
interface Actor {

    /** What this actor sends into the block at hand, in order. */
    List<Draft> drafts(Moment moment);
}
