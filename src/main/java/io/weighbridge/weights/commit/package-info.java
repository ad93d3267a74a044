/** The life of a commit: which reveal opens it, and what becomes of one that none opens. */
@NullMarked
package io.weighbridge.weights.commit;

import org.jspecify.annotations.NullMarked;
