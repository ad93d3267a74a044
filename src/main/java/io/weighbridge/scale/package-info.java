/** SCALE bytes to plain values and back: cursor, fixed integers, compact integers, byte strings, hexadecimal. */
@NullMarked
package io.weighbridge.scale;

import org.jspecify.annotations.NullMarked;
