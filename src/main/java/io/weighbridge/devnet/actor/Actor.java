package io.weighbridge.devnet.actor;

import java.util.List;

/** Somebody who sends extrinsics. What is sent follows from the moment alone. */
interface Actor {

    /** What this actor sends into the block at hand, in order. */
    List<Draft> drafts(Moment moment);
}
