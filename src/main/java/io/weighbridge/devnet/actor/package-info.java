/** Who lives on the devnet's chain and what they send in which block: all of it follows from a seed. */
@NullMarked
package io.weighbridge.devnet.actor;

import org.jspecify.annotations.NullMarked;
