package io.weighbridge.devnet.node;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.devnet.pallet.Execution;
import io.weighbridge.devnet.pallet.Extrinsics;
import io.weighbridge.devnet.pallet.Extrinsics.Refusal;
import io.weighbridge.devnet.state.Overlay;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Extrinsics that wait for the next block. Safe for many threads; at most {@link #CAPACITY} wait at a time. */
public final class Pool {

    /** How many extrinsics can wait. */
    public static final int CAPACITY = 1000;

    private final DevChain chain;
    private final Map<Hash, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(Bytes encoded, AccountId signer) {}

    Pool(DevChain chain) {
        this.chain = chain;
    }

    /**
     * Takes an extrinsic for the next block. Its signature is not checked.
     *
     * @return its hash
     * @throws PoolException if it cannot be decoded, would not be valid, or the pool is full
     */
    public synchronized Hash submit(Bytes encoded) {
        long best = chain.best().ref().number();
        var execution = new Execution(chain.runtimeAfter(best), new Overlay(chain.states(), best), best + 1);
        Extrinsic extrinsic = decode(encoded, execution);
        if (waiting.containsKey(extrinsic.hash())) {
            throw new PoolException(PoolException.ALREADY_IMPORTED, "Transaction is already in the pool", "");
        }
        if (waiting.size() >= CAPACITY) {
            throw new PoolException(PoolException.FULL, "Immediately Dropped", "the pool holds " + CAPACITY);
        }
        int ahead = extrinsic.signer().map(this::waitingFor).orElse(0);
        Optional<Refusal> refusal = Extrinsics.refusal(execution, extrinsic, ahead);
        if (refusal.isPresent()) {
            throw new PoolException(
                    PoolException.INVALID, "Invalid Transaction", refusal.get().text());
        }
        waiting.put(extrinsic.hash(), new Waiting(encoded, extrinsic.signer().orElseThrow()));
        return extrinsic.hash();
    }

    /** The nonce that the next extrinsic of an account needs, those that wait counted. */
    public synchronized long nextNonce(AccountId account) {
        long best = chain.best().ref().number();
        var execution = new Execution(chain.runtimeAfter(best), new Overlay(chain.states(), best), best + 1);
        return Extrinsics.nonce(execution, account) + waitingFor(account);
    }

    /** The extrinsics that wait, in the order in which they came. */
    public synchronized List<Bytes> pending() {
        return waiting.values().stream().map(Waiting::encoded).toList();
    }

    /** Takes all of them out. */
    synchronized List<Bytes> drain() {
        var all = new ArrayList<>(pending());
        waiting.clear();
        return all;
    }

    private int waitingFor(AccountId account) {
        return (int) waiting.values().stream()
                .filter(entry -> entry.signer().equals(account))
                .count();
    }

    private static Extrinsic decode(Bytes encoded, Execution execution) {
        try {
            return execution.runtime().runtime().decodeExtrinsic(encoded);
        } catch (DecodeException e) {
            throw new PoolException(
                    PoolException.BAD_FORMAT, "Extrinsic has invalid format", String.valueOf(e.getMessage()));
        }
    }
}
