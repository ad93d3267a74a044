package io.weighbridge.backfill.jump;

import io.weighbridge.source.ChainSource;

/**
 * A single one of a source's endpoints, asked alone after the answers of all together contradicted themselves.
 *
 * @param name its name, for logs
 * @param source a source of this endpoint only
 */
public record SingleEndpoint(String name, ChainSource source) {}
