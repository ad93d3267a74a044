package io.weighbridge.reconcile;

/**
 * The weights of a commit, come into the open.
 *
 * @param fact the commit's key
 * @param weights its weights
 */
public record Reveal(String fact, ChainFact.Content.Open weights) {}
