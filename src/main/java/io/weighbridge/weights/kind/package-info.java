/** One file for each kind of weight call. */
@NullMarked
package io.weighbridge.weights.kind;

import org.jspecify.annotations.NullMarked;
