/** One file for each wrapping call, or for each group of them that works the same. */
@NullMarked
package io.weighbridge.calls.wrapper;

import org.jspecify.annotations.NullMarked;
