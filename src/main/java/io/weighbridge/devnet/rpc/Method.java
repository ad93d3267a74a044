package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers one method. */
@FunctionalInterface
interface Method {

    /**
     * The result.
     *
     * @throws RpcFault if the answer is an error
     */
    JsonNode answer(Params params, Client client);
}
