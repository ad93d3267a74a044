/** A simulated Subtensor node: its own runtime, a chain by seed, and a JSON-RPC server, for the demo and the tests. */
@NullMarked
package io.weighbridge.devnet;

import org.jspecify.annotations.NullMarked;
