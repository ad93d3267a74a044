/** When weights were last set, how many tempos ago that is, and whether the next set is overdue. */
@NullMarked
package io.weighbridge.watch;

import org.jspecify.annotations.NullMarked;
