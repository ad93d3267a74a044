package io.weighbridge.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.testing.Runtimes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AdviceTest {

    /** The errors that weight calls meet, by their names of today (subtensor: subnets/weights.rs). */
    private static final List<String> TODAY = List.of(
            "CanNotSetRootNetworkWeights",
            "CommitRevealDisabled",
            "CommitRevealEnabled",
            "CommittingWeightsTooFast",
            "DuplicateUids",
            "ExpiredWeightCommit",
            "HotKeyNotRegisteredInSubNet",
            "IncorrectCommitRevealVersion",
            "IncorrectWeightVersionKey",
            "InputLengthsUnequal",
            "InvalidRevealCommitHashNotMatch",
            "InvalidRevealRound",
            "MaxWeightExceeded",
            "MechanismDoesNotExist",
            "NeuronNoValidatorPermit",
            "NoWeightsCommitFound",
            "NotEnoughStakeToSetWeights",
            "RevealTooEarly",
            "SettingWeightsTooFast",
            "TooManyUnrevealedCommits",
            "UidVecContainInvalidOne",
            "UidsLengthExceedUidsInSubNet",
            "WeightVecLengthIsLow",
            "WeightVecNotEqualSize");

    @Test
    void everyErrorThatTheNewestWeightCallsMeetHasAdvice() {
        Set<String> newest = errors("finney-spec-424-v16").collect(Collectors.toSet());

        assertThat(TODAY).allSatisfy(name -> {
            assertThat(newest).contains("SubtensorModule." + name);
            assertThat(Advice.on(new DispatchError("SubtensorModule." + name, "")))
                    .isPresent();
        });
    }

    @Test
    void adviceIsGivenOnErrorsThatSomeRuntimeHas() {
        Set<String> known = Stream.concat(Runtimes.names().stream().flatMap(AdviceTest::errors), Stream.of("BadOrigin"))
                .collect(Collectors.toSet());

        assertThat(known).containsAll(Advice.all().keySet());
    }

    @Test
    void adviceIsOneSentence() {
        assertThat(Advice.all().values()).allMatch(advice -> advice.matches("[A-Z][^.]*\\."));
    }

    @Test
    void anUnknownErrorHasNone() {
        assertThat(Advice.on(new DispatchError("Balances.InsufficientBalance", "")))
                .isEmpty();
    }

    private static Stream<String> errors(String runtime) {
        Metadata metadata = Runtimes.of(runtime).metadata();
        return metadata.pallets().stream().flatMap(pallet -> errors(metadata, pallet));
    }

    private static Stream<String> errors(Metadata metadata, Pallet pallet) {
        return metadata.types().variants(pallet.errorType()).stream().map(error -> pallet.name() + "." + error.name());
    }
}
