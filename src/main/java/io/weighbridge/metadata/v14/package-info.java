/** The layout of metadata version 14. */
@NullMarked
package io.weighbridge.metadata.v14;

import org.jspecify.annotations.NullMarked;
