/** The devnet's JSON-RPC server: the methods and subscriptions of a Substrate node, over WebSocket. */
@NullMarked
package io.weighbridge.devnet.rpc;

import org.jspecify.annotations.NullMarked;
