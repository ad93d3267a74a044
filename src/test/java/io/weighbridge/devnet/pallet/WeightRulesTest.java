package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.flag;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Genesis;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.pallet.WeightRules.Submission;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.state.Overlay;
import io.weighbridge.devnet.state.StateHistory;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks come in the order in which the chain makes them: of several faults the first one is told. */
class WeightRulesTest {

    private static final Scenario SCENARIO = Scenario.withSeed(1);
    private static final AccountId VALIDATOR = new Cast(1).validator(2);
    private static final int NETUID = 1;
    private static final int MINER_UID = 10;
    private static final long VERSION_KEY = 1000;

    private final Overlay overlay = new Overlay(new StateHistory(), -1);
    private final Execution execution = new Execution(DevRuntime.of(Scenario.FIRST_SPEC), overlay, 100);

    private Submission submission =
            new Submission(VALIDATOR, NETUID, 0, List.of(0, 1, 2, 3), List.of(1, 2, 3, 4), VERSION_KEY);

    WeightRulesTest() {
        Genesis.write(SCENARIO, execution.state());
    }

    @Test
    void goodWeightsAreStoredScaled() {
        WeightRules.setWeights(execution, submission);
        assertThat(execution
                        .state()
                        .get("SubtensorModule.Weights", number(NETUID), number(2))
                        .asList())
                .extracting(pair -> pair.asList().get(1).asInt())
                .containsExactly(16_384, 32_768, 49_151, 65_535);
        assertThat(Neurons.lastUpdate(execution.state(), NETUID, 2)).isEqualTo(100);
        assertThat(execution.events()).singleElement().matches(event -> event.is("SubtensorModule", "WeightsSet"));
    }

    @Test
    void ofAllFaultsTheFirstCheckTells() {
        // From the last check to the first: each fault hides those before it.
        change(it -> new Submission(it.hotkey(), it.netuid(), it.mechanism(), List.of(0), List.of(1), it.versionKey()));
        expect("WeightVecLengthIsLow");
        change(it -> withUids(it, List.of(60_000)));
        expect("UidVecContainInvalidOne");
        change(it -> withUids(it, List.of(60_000, 60_000)));
        expect("DuplicateUids");
        change(it -> withHotkey(it, key(MINER_UID)));
        expect("NeuronNoValidatorPermit");
        Neurons.setLastUpdate(execution.state(), NETUID, MINER_UID, 100 - SCENARIO.rateLimit() + 1);
        expect("SettingWeightsTooFast");
        change(it -> new Submission(it.hotkey(), it.netuid(), it.mechanism(), it.uids(), it.values(), VERSION_KEY - 1));
        expect("IncorrectWeightVersionKey");
        change(it -> withHotkey(it, new AccountId(Hash.ZERO.bytes())));
        expect("HotKeyNotRegisteredInSubNet");
        change(it -> withUids(it, Collections.nCopies(100, 7)));
        expect("UidsLengthExceedUidsInSubNet");
        change(it -> new Submission(it.hotkey(), it.netuid(), 1, it.uids(), it.values(), it.versionKey()));
        expect("MechanismDoesNotExist");
        change(it -> new Submission(it.hotkey(), it.netuid(), 1, it.uids(), List.of(1), it.versionKey()));
        expect("WeightVecNotEqualSize");
        execution.state().put("SubtensorModule.CommitRevealWeightsEnabled", flag(true), number(NETUID));
        expect("CommitRevealEnabled");
    }

    @Test
    void rootAndSubnetsThatAreNotThereAreRefused() {
        change(it -> withNetuid(it, 0));
        expect("CanNotSetRootNetworkWeights");
        change(it -> withNetuid(it, 65_535));
        expect("MechanismDoesNotExist");
    }

    @Test
    void theRateLimitIsMeasuredFromTheLastUpdate() {
        Neurons.setLastUpdate(execution.state(), NETUID, 2, 100 - SCENARIO.rateLimit());
        assertThatCode(() -> WeightRules.setWeights(execution, submission)).doesNotThrowAnyException();
        expect("SettingWeightsTooFast");
    }

    @Test
    void aMinerMaySetWeightsOnItselfAlone() {
        change(it -> withUids(withHotkey(it, key(MINER_UID)), List.of(MINER_UID)));
        assertThatCode(() -> WeightRules.setWeights(execution, submission)).doesNotThrowAnyException();
    }

    @Test
    void theOwnersHotkeyNeedsNoPermit() {
        execution.state().put("SubtensorModule.ValidatorPermit", items(List.of()), number(NETUID));
        change(it -> withHotkey(it, Cast.ALICE));
        assertThatCode(() -> WeightRules.setWeights(execution, submission)).doesNotThrowAnyException();
    }

    @Test
    void aHighVersionKeyIsComparedWithoutSign() {
        change(it -> new Submission(it.hotkey(), it.netuid(), it.mechanism(), it.uids(), it.values(), -1));
        assertThatCode(() -> WeightRules.setWeights(execution, submission)).doesNotThrowAnyException();
    }

    private void change(UnaryOperator<Submission> to) {
        submission = to.apply(submission);
    }

    private void expect(String error) {
        DispatchFailure failure =
                catchThrowableOfType(DispatchFailure.class, () -> WeightRules.setWeights(execution, submission));
        assertThat(failure).as("expected " + error).isNotNull();
        assertThat(execution.errorName(failure.error())).isEqualTo("SubtensorModule." + error);
    }

    private AccountId key(int uid) {
        return execution
                .state()
                .get("SubtensorModule.Keys", number(NETUID), number(uid))
                .asAccount();
    }

    private static Submission withUids(Submission it, List<Integer> uids) {
        List<Integer> values = IntStream.rangeClosed(1, uids.size()).boxed().toList();
        return new Submission(it.hotkey(), it.netuid(), it.mechanism(), uids, values, it.versionKey());
    }

    private static Submission withHotkey(Submission it, AccountId hotkey) {
        return new Submission(hotkey, it.netuid(), it.mechanism(), it.uids(), it.values(), it.versionKey());
    }

    private static Submission withNetuid(Submission it, int netuid) {
        return new Submission(it.hotkey(), netuid, it.mechanism(), it.uids(), it.values(), it.versionKey());
    }
}
