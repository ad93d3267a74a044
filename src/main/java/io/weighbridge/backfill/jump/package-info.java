/** Finds the past blocks that matter by comparing a few states of the chain, and proves that no others do. */
@NullMarked
package io.weighbridge.backfill.jump;

import org.jspecify.annotations.NullMarked;
