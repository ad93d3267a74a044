package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;

/**
 * A hotkey on a subnet, where it may be registered.
 *
 * @param hotkey the hotkey
 * @param netuid the subnet
 */
record SubnetHotkey(AccountId hotkey, Netuid netuid) {}
