package io.weighbridge.source.rpc;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.json.NodeJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The requests that a source makes, each with its reader. */
final class Requests {

    /** Reads many keys at one block. */
    static final String QUERY_STORAGE_AT = "state_queryStorageAt";

    /** The hash of block 0. */
    static final RpcRequest<Hash> GENESIS = new RpcRequest<>(
            "chain_getBlockHash",
            List.of(0),
            json -> NodeJson.hash(json)
                    .orElseThrow(() -> new SourceException.Untrusted("expected the hash of block 0, found none")));

    private Requests() {}

    /** The hash of a block that is finalized: an endpoint that has none is behind, or does not tell the truth. */
    static RpcRequest<Optional<Hash>> finalizedHash(long number, AtomicBoolean absent) {
        RpcRequest<Optional<Hash>> perhaps = blockHash(number);
        return new RpcRequest<>(perhaps.method(), perhaps.params(), json -> {
            Optional<Hash> hash = perhaps.reader().apply(json);
            absent.set(hash.isEmpty());
            if (hash.isEmpty()) {
                throw new SourceException.Transient(
                        "block " + number + " has no hash there, though it is finalized; is the node behind?");
            }
            return hash;
        });
    }

    static RpcRequest<Optional<Hash>> blockHash(long number) {
        return new RpcRequest<>("chain_getBlockHash", List.of(number), NodeJson::hash);
    }

    /** In the order of the numbers; none where the node does not take a list, or has not all of them. */
    static RpcRequest<List<Hash>> blockHashes(List<Long> numbers) {
        return new RpcRequest<>("chain_getBlockHash", List.of(numbers), json -> NodeJson.hashes(numbers.size(), json));
    }

    static RpcRequest<Hash> finalizedHead() {
        return new RpcRequest<>(
                "chain_getFinalizedHead",
                List.of(),
                json -> NodeJson.hash(json)
                        .orElseThrow(() -> new SourceException.Untrusted("expected the finalized head, found none")));
    }

    /** None: the node does not know the block. */
    static RpcRequest<Optional<Header>> header(Hash block, boolean trust) {
        return new RpcRequest<>(
                "chain_getHeader",
                List.of(block.hex()),
                json -> json.isNull() ? Optional.empty() : Optional.of(NodeJson.headerOf(block, json, trust)));
    }

    /** None: the node does not know the block, or threw its body away. */
    static RpcRequest<Optional<RawBlock>> block(Hash block, boolean trust) {
        return new RpcRequest<>(
                "chain_getBlock",
                List.of(block.hex()),
                json -> json.isNull() ? Optional.empty() : Optional.of(NodeJson.block(block, json, trust)));
    }

    static RpcRequest<StorageValue> storage(Hash block, Bytes key) {
        return new RpcRequest<>("state_getStorage", List.of(key.hex(), block.hex()), NodeJson::storageValue);
    }

    /** Keys that the node leaves out are left out. */
    static RpcRequest<Map<Bytes, StorageValue>> storage(Hash block, List<Bytes> keys) {
        List<String> hex = keys.stream().distinct().map(Bytes::hex).toList();
        return new RpcRequest<>(
                QUERY_STORAGE_AT, List.of(hex, block.hex()), json -> NodeJson.storageChanges(block, keys, json));
    }

    /** The values in the order of the keys, proved against the state root. */
    static RpcRequest<List<StorageValue>> readProof(Hash block, Hash stateRoot, List<Bytes> keys) {
        return new RpcRequest<>(
                "state_getReadProof",
                List.of(keys.stream().map(Bytes::hex).distinct().toList(), block.hex()),
                json -> NodeJson.provedValues(stateRoot, keys, json));
    }

    static RpcRequest<RuntimeVersion> runtimeVersion(Hash block) {
        return new RpcRequest<>("state_getRuntimeVersion", List.of(block.hex()), NodeJson::runtimeVersion);
    }

    static RpcRequest<Bytes> metadata(Hash block) {
        return new RpcRequest<>("state_getMetadata", List.of(block.hex()), NodeJson::metadata);
    }
}
