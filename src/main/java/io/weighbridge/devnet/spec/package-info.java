/** The runtimes that the devnet runs: their types, pallets, calls, events, errors and storage, composed in code. */
@NullMarked
package io.weighbridge.devnet.spec;

import org.jspecify.annotations.NullMarked;
