/** What weight calls and weight events mean, as immutable facts. */
@NullMarked
package io.weighbridge.weights;

import org.jspecify.annotations.NullMarked;
