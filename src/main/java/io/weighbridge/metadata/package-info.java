/** Metadata bytes of any supported version to one model, and back. */
@NullMarked
package io.weighbridge.metadata;

import org.jspecify.annotations.NullMarked;
