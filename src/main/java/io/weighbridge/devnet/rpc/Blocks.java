package io.weighbridge.devnet.rpc;

import io.weighbridge.chain.Hash;
import io.weighbridge.devnet.node.DevChain;

/**
 * Finds the block that a request is about.
 *
 * @param chain the chain
 * @param prunedBelow the states of blocks below that one are gone
 */
record Blocks(DevChain chain, long prunedBelow) {

    /** The number of the block whose state is asked for by the hash at that position; the best block's without one. */
    long stateAt(Params params, int position) {
        if (!params.has(position)) {
            return chain.best().ref().number();
        }
        Hash hash = params.hash(position);
        long number = chain.block(hash)
                .map(block -> block.ref().number())
                .orElseThrow(() -> new RpcFault(
                        RpcFault.STATE_ERROR,
                        "Client error: UnknownBlock: Header was not found in the database: " + hash));
        if (number < prunedBelow) {
            throw new RpcFault(RpcFault.STATE_ERROR, "Client error: UnknownBlock: State already discarded for " + hash);
        }
        return number;
    }
}
