/** Which past blocks matter, told from a few states of the chain, and the proof that no others do. */
@NullMarked
package io.weighbridge.backfill.jump;

import org.jspecify.annotations.NullMarked;
