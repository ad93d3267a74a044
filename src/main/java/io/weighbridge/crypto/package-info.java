/** The hashes, the tries with their proofs, and the address format of Substrate chains. */
@NullMarked
package io.weighbridge.crypto;

import org.jspecify.annotations.NullMarked;
