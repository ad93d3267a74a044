/** Chain facts against the validator's rows: what agrees, what is missing, what differs. */
@NullMarked
package io.weighbridge.reconcile;

import org.jspecify.annotations.NullMarked;
