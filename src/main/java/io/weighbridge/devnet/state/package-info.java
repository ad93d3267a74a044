/** Every value that the devnet's state ever had, by key and block, and the state of the block in the making. */
@NullMarked
package io.weighbridge.devnet.state;

import org.jspecify.annotations.NullMarked;
