package io.weighbridge.devnet.pallet;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import java.util.Map;
import java.util.Set;

/** Finds the rule of a call by its name. A new call gets its line here. */
final class Pallets {

    private static final Set<String> BATCHES = Set.of("batch", "batch_all", "force_batch");

    private static final Map<String, CallRule> RULES = Map.ofEntries(
            Map.entry("Timestamp.set", SystemRules::setTime),
            Map.entry("System.remark", SystemRules::remark),
            Map.entry("System.remark_with_event", SystemRules::remarkWithEvent),
            Map.entry("System.set_code", SystemRules::setCode),
            Map.entry("Balances.transfer_allow_death", BalanceRules::transferAllowDeath),
            Map.entry("Balances.transfer_keep_alive", BalanceRules::transferKeepAlive),
            Map.entry("SubtensorModule.set_weights", new SetWeights()),
            Map.entry("SubtensorModule.set_mechanism_weights", new SetWeights()),
            Map.entry("SubtensorModule.batch_set_weights", new BatchSetWeights()),
            Map.entry("SubtensorModule.commit_weights", new CommitByHash()),
            Map.entry("SubtensorModule.commit_mechanism_weights", new CommitByHash()),
            Map.entry("SubtensorModule.batch_commit_weights", new BatchCommit()),
            Map.entry("SubtensorModule.reveal_weights", new RevealByHash()),
            Map.entry("SubtensorModule.reveal_mechanism_weights", new RevealByHash()),
            Map.entry("SubtensorModule.batch_reveal_weights", new BatchReveal()),
            Map.entry("SubtensorModule.commit_timelocked_weights", new CommitTimelocked()),
            Map.entry("SubtensorModule.commit_timelocked_mechanism_weights", new CommitTimelocked()),
            Map.entry("SubtensorModule.commit_crv3_mechanism_weights", new CommitTimelocked()),
            Map.entry("Drand.write_pulse", Beacon::writePulse),
            Map.entry("AdminUtils.sudo_set_weights_version_key", AdminRules::setVersionKey),
            Map.entry("AdminUtils.sudo_set_tempo", AdminRules::setTempo),
            Map.entry("AdminUtils.sudo_set_max_allowed_uids", AdminRules::setMaxUids),
            Map.entry("AdminUtils.sudo_set_commit_reveal_weights_enabled", AdminRules::setCommitReveal),
            Map.entry("AdminUtils.sudo_set_commit_reveal_weights_interval", AdminRules::setRevealPeriod),
            Map.entry("AdminUtils.sudo_set_mechanism_count", AdminRules::setMechanismCount),
            Map.entry("AdminUtils.sudo_trim_to_max_allowed_uids", AdminRules::trim),
            Map.entry("SubtensorModule.burned_register", Registration::burnedRegister),
            Map.entry("Utility.batch", UtilityBatch.BATCH),
            Map.entry("Utility.batch_all", UtilityBatch.BATCH_ALL),
            Map.entry("Utility.force_batch", UtilityBatch.FORCE_BATCH),
            Map.entry("Utility.if_else", new IfElse()),
            Map.entry("Proxy.proxy", new ProxyRule()),
            Map.entry("Sudo.sudo", SudoRule.SUDO),
            Map.entry("Sudo.sudo_unchecked_weight", SudoRule.SUDO),
            Map.entry("Sudo.sudo_as", SudoRule.SUDO_AS));

    private Pallets() {}

    /** The rule of a call. */
    static CallRule rule(Call call) {
        CallRule rule = RULES.get(call.qualifiedName());
        if (rule == null) {
            throw new IllegalStateException("the devnet has no rule for " + call.qualifiedName());
        }
        return rule;
    }

    /** Whether a batch directly holds a batch: such calls are filtered (subtensor runtime, NoNestingCallFilter, from 263). */
    static boolean nestsBatches(Call call) {
        return isBatch(call)
                && call.arg("calls").asList().stream().map(Value::asCall).anyMatch(Pallets::isBatch);
    }

    private static boolean isBatch(Call call) {
        return call.pallet().equals("Utility") && BATCHES.contains(call.name());
    }
}
