package io.weighbridge.source.replay;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import java.util.List;

/**
 * What a recording says about its chain.
 *
 * @param name the node's name ({@code system_name})
 * @param chain the chain's name ({@code system_chain})
 * @param nodeVersion the node's version ({@code system_version})
 * @param propertiesJson the chain's properties ({@code system_properties}), JSON
 * @param methods the methods that the node offered ({@code rpc_methods})
 * @param hotkey whose storage is recorded
 * @param netuid on which subnet
 */
public record RecordedChain(
        String name,
        String chain,
        String nodeVersion,
        String propertiesJson,
        List<String> methods,
        AccountId hotkey,
        Netuid netuid) {

    /** Copies the methods. */
    public RecordedChain {
        methods = List.copyOf(methods);
    }
}
