/** Blocks from nodes over JSON-RPC, and which node is asked for what. */
@NullMarked
package io.weighbridge.source.rpc;

import org.jspecify.annotations.NullMarked;
