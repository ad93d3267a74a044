package io.weighbridge.crypto;

/**
 * How a trie keeps its values ({@code sp_core::storage::StateVersion}).
 *
 * <p>A runtime's {@code system_version} tells which: its state has {@link #V1} from 1 on, its extrinsics root only from 2
 * on ({@code sp_version::RuntimeVersion}). Subtensor has 1.
 */
public enum TrieVersion {
    /** Every value stands in its node. */
    V0,
    /** A value of 33 bytes or more stands in its node as its hash. */
    V1
}
