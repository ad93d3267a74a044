package io.weighbridge.backfill.jump;

/** What a jump reads in each state, and so what it proves. */
public enum ProofLevel {
    /** Effects, and the nonces of everybody who may sign: finds failed attempts too, and proves that it found all. */
    PROVED,
    /** Effects alone: what changed {@code LastUpdate}, weights, registrations or pending commits. */
    EFFECTS
}
