/** The tree of nested calls in an extrinsic, each with its own origin and outcome. */
@NullMarked
package io.weighbridge.calls;

import org.jspecify.annotations.NullMarked;
