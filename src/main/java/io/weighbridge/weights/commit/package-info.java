/** Which reveal opens which commit, and the state of commits that were not revealed. */
@NullMarked
package io.weighbridge.weights.commit;

import org.jspecify.annotations.NullMarked;
