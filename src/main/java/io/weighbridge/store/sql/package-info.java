/** The tables of the store, in the SQL that its databases have in common. */
@NullMarked
package io.weighbridge.store.sql;

import org.jspecify.annotations.NullMarked;
