package io.weighbridge.source;

/**
 * Which runtime a state holds.
 *
 * @param specName such as {@code node-subtensor}
 * @param specVersion the number that changes with every upgrade
 * @param transactionVersion the number that changes when calls move
 * @param stateVersion the layout of tries: 0 or 1
 */
public record RuntimeVersion(String specName, int specVersion, int transactionVersion, int stateVersion) {}
