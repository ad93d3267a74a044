/** Which past blocks to visit, and in what order. */
@NullMarked
package io.weighbridge.backfill;

import org.jspecify.annotations.NullMarked;
