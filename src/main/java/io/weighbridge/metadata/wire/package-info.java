/** What the metadata versions share on the wire: the type registry, the parts of a pallet, the extensions. */
@NullMarked
package io.weighbridge.metadata.wire;

import org.jspecify.annotations.NullMarked;
