/** Blocks from a node over WebSocket JSON-RPC. */
@NullMarked
package io.weighbridge.source.rpc;

import org.jspecify.annotations.NullMarked;
