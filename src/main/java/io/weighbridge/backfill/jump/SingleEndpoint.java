package io.weighbridge.backfill.jump;

import io.weighbridge.source.ChainSource;

/**
 * One of the endpoints that a source asks, for itself: asked alone where what they tell together contradicts itself.
 *
 * @param name its name, for people
 * @param source asks it alone
 */
public record SingleEndpoint(String name, ChainSource source) {}
