/** Port: where blocks come from. */
@NullMarked
package io.weighbridge.source;

import org.jspecify.annotations.NullMarked;
