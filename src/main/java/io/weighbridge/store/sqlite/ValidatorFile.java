package io.weighbridge.store.sqlite;

import java.util.List;

/** The validator's own database file. */
final class ValidatorFile {

    /** The tables that make a file the validator's. */
    static final List<String> BASE_TABLES = List.of("miners", "performance_snapshots", "scoring_runs");

    private ValidatorFile() {}
}
