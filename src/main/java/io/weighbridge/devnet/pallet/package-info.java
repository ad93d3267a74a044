/** The rules of the devnet's pallets: what a call changes, which events it leaves, and why it fails. */
@NullMarked
package io.weighbridge.devnet.pallet;

import org.jspecify.annotations.NullMarked;
