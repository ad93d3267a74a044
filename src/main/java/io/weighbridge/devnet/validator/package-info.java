/** A validator beside the simulated chain that keeps its own SQLite file and logs what it does there as real ones do. */
@NullMarked
package io.weighbridge.devnet.validator;

import org.jspecify.annotations.NullMarked;
