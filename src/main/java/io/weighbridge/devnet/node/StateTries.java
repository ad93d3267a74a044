package io.weighbridge.devnet.node;

import io.weighbridge.crypto.Trie;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.devnet.state.StateHistory;
import io.weighbridge.scale.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tries of past states, made when they are asked for; the newest ones that were asked for are kept. Safe for many threads. */
final class StateTries {

    private static final int KEPT = 16;

    private final StateHistory states;
    private final Map<Long, Trie> recent = new LinkedHashMap<>(KEPT * 2, 0.75f, true);

    StateTries(StateHistory states) {
        this.states = states;
    }

    /** The trie of the state after that block. */
    synchronized Trie after(long block) {
        Trie trie = recent.computeIfAbsent(block, this::make);
        recent.keySet().removeIf(other -> recent.size() > KEPT && other != block);
        return trie;
    }

    private Trie make(long block) {
        Trie trie = Trie.empty(TrieVersion.V1);
        for (Bytes key : states.keys(Bytes.EMPTY, Bytes.EMPTY, Integer.MAX_VALUE, block)) {
            trie = trie.with(key, states.get(key, block).orElse(Bytes.EMPTY));
        }
        return trie;
    }
}
