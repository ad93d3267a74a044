package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is asked of a node and how its answer is read.
 *
 * @param method the JSON-RPC method
 * @param params its parameters: texts, numbers, lists of texts
 * @param reader checks and reads the answer; throws {@link io.weighbridge.source.SourceException}
 */
record RpcRequest<T>(String method, List<?> params, Function<JsonNode, T> reader) {

    /** {@code chain_getHeader(0x12…)}, long lists cut. */
    @Override
    public String toString() {
        return params.stream()
                .map(param -> param instanceof List<?> list ? list.size() + " keys" : String.valueOf(param))
                .collect(Collectors.joining(", ", method + "(", ")"));
    }
}
