package io.weighbridge.cli;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.RowSettings;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.reconcile.Rules;
import java.util.Set;
import java.util.function.Predicate;

/** How rows are matched, as the settings say. */
final class ReconcileRules {

    private ReconcileRules() {}

    /**
     * The rules for the one hotkey and subnet of the settings.
     *
     * @throws ConfigException if they name none or several
     */
    static Rules of(Settings settings) {
        Set<Netuid> netuids = settings.tracked().netuids();
        Set<AccountId> hotkeys = settings.tracked().hotkeys();
        if (netuids.size() != 1 || hotkeys.size() != 1) {
            throw new ConfigException("cannot match rows of " + netuids.size() + " subnets and " + hotkeys.size()
                    + " hotkeys: expected one of each, as one validator has. Give --netuid N --hotkey SS58");
        }
        return with(Rules.defaults(netuids.iterator().next(), hotkeys.iterator().next()), settings.rows(), key -> true);
    }

    /** Rules with those of the settings that are wanted. */
    static Rules with(Rules rules, RowSettings settings, Predicate<Key> wanted) {
        Rules paced = wanted.test(Key.RECONCILE_BLOCK_TIME) ? rules.paced(settings.blockTime()) : rules;
        return paced.with(
                wanted.test(Key.RECONCILE_SETTLE) ? settings.settle() : rules.settle(),
                wanted.test(Key.RECONCILE_CORRECTIONS) ? settings.correct() : rules.correct(),
                wanted.test(Key.RECONCILE_EXTRA_UIDS) ? settings.extraUids() : rules.extraUids());
    }
}
