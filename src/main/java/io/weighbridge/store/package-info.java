/** Port: where facts, coverage and the rows of weight_transactions live. */
@NullMarked
package io.weighbridge.store;

import org.jspecify.annotations.NullMarked;
