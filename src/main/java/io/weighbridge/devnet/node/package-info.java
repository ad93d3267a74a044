/** The devnet's chain: makes blocks, finalizes them, and keeps all of them with all of their state. */
@NullMarked
package io.weighbridge.devnet.node;

import org.jspecify.annotations.NullMarked;
