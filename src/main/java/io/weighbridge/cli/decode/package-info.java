/** The command {@code decode}: chain bytes to canonical JSON, offline. */
@NullMarked
package io.weighbridge.cli.decode;

import org.jspecify.annotations.NullMarked;
