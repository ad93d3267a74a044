/** Every value of the devnet's state, by key and block, and the state while a block is made. */
@NullMarked
package io.weighbridge.devnet.state;

import org.jspecify.annotations.NullMarked;
