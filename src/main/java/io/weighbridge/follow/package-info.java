/** Finalized heads as they come, with every gap between two of them filled. */
@NullMarked
package io.weighbridge.follow;

import org.jspecify.annotations.NullMarked;
