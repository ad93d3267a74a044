/** The accounts of the devnet's chain and the extrinsics that they send, all determined by a seed. */
@NullMarked
package io.weighbridge.devnet.actor;

import org.jspecify.annotations.NullMarked;
