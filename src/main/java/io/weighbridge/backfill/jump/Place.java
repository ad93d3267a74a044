package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;

/**
 * A hotkey on a subnet, where it may have a seat.
 *
 * @param hotkey the hotkey
 * @param netuid the subnet
 */
record Place(AccountId hotkey, Netuid netuid) {}
