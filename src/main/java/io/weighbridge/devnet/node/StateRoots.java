package io.weighbridge.devnet.node;

import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.crypto.TrieRoot;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What headers say about the state. Only genesis has the root of the state trie; every later block commits to its
 * parent's root and to what it changed, so that a long chain need not hash its whole state for each block:
 *
 * <pre>
 * root(n) = blake2b-256(root(n − 1), then for each changed key in ascending order: key as Vec&lt;u8&gt;, value as Option&lt;Vec&lt;u8&gt;&gt;)
 * </pre>
 *
 * <p>No client of a node can tell the difference without asking for a proof, which the devnet does not serve.
 */
final class StateRoots {

    private StateRoots() {}

    static Hash ofGenesis(SortedMap<Bytes, Optional<Bytes>> state) {
        var values = new TreeMap<Bytes, Bytes>();
        state.forEach((key, value) -> value.ifPresent(bytes -> values.put(key, bytes)));
        return new Hash(TrieRoot.of(values, TrieVersion.V1));
    }

    static Hash next(Hash parent, SortedMap<Bytes, Optional<Bytes>> changes) {
        var out = new ScaleWriter().bytes(parent.bytes());
        for (Map.Entry<Bytes, Optional<Bytes>> change : changes.entrySet()) {
            out.byteVector(change.getKey()).bool(change.getValue().isPresent());
            change.getValue().ifPresent(out::byteVector);
        }
        return new Hash(Blake2b.hash256(out.toBytes()));
    }
}
