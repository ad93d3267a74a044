/** The store and the validator's file in SQLite. */
@NullMarked
package io.weighbridge.store.sqlite;

import org.jspecify.annotations.NullMarked;
