/** The store in PostgreSQL. */
@NullMarked
package io.weighbridge.store.postgres;

import org.jspecify.annotations.NullMarked;
