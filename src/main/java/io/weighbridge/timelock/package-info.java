/** Timelocked weights read with the drand signature that opens them. */
@NullMarked
package io.weighbridge.timelock;

import org.jspecify.annotations.NullMarked;
