/** Names and registers every metric. */
@NullMarked
package io.weighbridge.metrics;

import org.jspecify.annotations.NullMarked;
