/** The hashes, the trie root and the address format of Substrate chains. */
@NullMarked
package io.weighbridge.crypto;

import org.jspecify.annotations.NullMarked;
