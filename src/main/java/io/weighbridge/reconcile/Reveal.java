package io.weighbridge.reconcile;

/**
 * The revealed weights of a commit.
 *
 * @param fact the commit's key
 * @param weights its weights
 */
public record Reveal(String fact, ChainFact.Content.Open weights) {}
