/** One raw block to facts and coverage, exactly once, in one transaction. */
@NullMarked
package io.weighbridge.ingest;

import org.jspecify.annotations.NullMarked;
