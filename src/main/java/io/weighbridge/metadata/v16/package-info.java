/** The layout of metadata version 16. */
@NullMarked
package io.weighbridge.metadata.v16;

import org.jspecify.annotations.NullMarked;
