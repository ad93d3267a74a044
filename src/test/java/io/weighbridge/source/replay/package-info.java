/** Blocks from a recording of a chain. */
@NullMarked
package io.weighbridge.source.replay;

import org.jspecify.annotations.NullMarked;
