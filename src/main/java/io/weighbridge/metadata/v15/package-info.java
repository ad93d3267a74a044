/** The layout of metadata version 15. */
@NullMarked
package io.weighbridge.metadata.v15;

import org.jspecify.annotations.NullMarked;
