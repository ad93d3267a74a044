/** Tells people what went wrong, over webhooks, once, and when it is well again. */
@NullMarked
package io.weighbridge.alerts;

import org.jspecify.annotations.NullMarked;
