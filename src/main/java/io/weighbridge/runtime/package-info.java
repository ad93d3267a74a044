/** One runtime, as its metadata describes it: decodes and encodes extrinsics, events and storage, and builds storage keys. */
@NullMarked
package io.weighbridge.runtime;

import org.jspecify.annotations.NullMarked;
