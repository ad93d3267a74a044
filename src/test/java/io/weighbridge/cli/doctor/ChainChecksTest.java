package io.weighbridge.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.cli.doctor.Finding.Level;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ForwardingSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.testing.DevSource;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import io.weighbridge.web.StatusReport;
import io.weighbridge.web.StatusReport.Target;
import io.weighbridge.weights.Tracked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks of endpoints, hotkeys and progress, on a chain of 400 blocks. */
class ChainChecksTest {

    private static final Scenario SCENARIO = Scenario.withSeed(7);
    private static final DevChain CHAIN = new DevChain(SCENARIO);

    @BeforeAll
    static void makeBlocks() {
        for (int n = 0; n < 400; n++) {
            assertThat(CHAIN.produce()).isNotNull();
        }
    }

    @Test
    void aSoundNodeIsAsItShouldBe() {
        assertThat(endpoint(new DevSource(CHAIN), any(), justNow()).findings())
                .allMatch(found -> found.level() == Level.OK)
                .extracting(Finding::text)
                .anyMatch(text -> text.startsWith("finalized head 400 of spec "))
                .contains("keeps every state: an archive node");
    }

    @Test
    void aNodeOfAnotherNetworkIsAFault() {
        var expected =
                new EndpointCheck.Expectation(Optional.of(Hash.ZERO), Optional.empty(), Optional.empty(), () -> 0);

        one(
                Level.FAULT,
                endpoint(new DevSource(CHAIN), expected, justNow()).findings(),
                "the network that is set",
                "--network");
    }

    @Test
    void aNodeOfAnotherChainThanTheStoresIsAFault() {
        var expected =
                new EndpointCheck.Expectation(Optional.empty(), Optional.of(Hash.ZERO), Optional.empty(), () -> 0);

        one(
                Level.FAULT,
                endpoint(new DevSource(CHAIN), expected, justNow()).findings(),
                "that of the store",
                "--store");
    }

    @Test
    void aNodeThatIsStillSyncingIsAFault() {
        one(
                Level.FAULT,
                endpoint(new DevSource(CHAIN), any(), Clock.offset(justNow(), Duration.ofMinutes(90)))
                        .findings(),
                "90 minutes ago",
                "still syncing");
    }

    @Test
    void aClockThatIsSlowIsAWarning() {
        one(
                Level.WARNING,
                endpoint(new DevSource(CHAIN), any(), Clock.offset(justNow(), Duration.ofMinutes(-5)))
                        .findings(),
                "in the future by this machine's clock",
                "set-ntp");
    }

    @Test
    void aNodeWithoutTheStateThatIsNeededIsAFault() {
        var expected = new EndpointCheck.Expectation(Optional.empty(), Optional.empty(), Optional.of(90L), () -> 0);

        one(
                Level.FAULT,
                endpoint(new DevSource(CHAIN).pruned(150), expected, justNow()).findings(),
                "block 90 still has to be read",
                "archive");
    }

    @Test
    void aPrunedNodeIsGoodEnoughToFollow() {
        assertThat(endpoint(new DevSource(CHAIN).pruned(150), any(), justNow()).findings())
                .noneMatch(found -> found.level().compareTo(Level.NOTE) > 0)
                .extracting(Finding::text)
                .contains("keeps recent states only: enough to follow, not to backfill");
    }

    @Test
    void aNodeThatRefusesManyRequestsIsAWarning() {
        var refused = new long[1];
        var expected = new EndpointCheck.Expectation(
                Optional.empty(), Optional.empty(), Optional.empty(), () -> refused[0]++ * 3);

        one(
                Level.WARNING,
                endpoint(new DevSource(CHAIN), expected, justNow()).findings(),
                "refused 3 of 20",
                "with a key");
    }

    @Test
    void aValidatorThatSetsWeightsIsAsItShouldBe() {
        assertThat(hotkey(
                        new Cast(SCENARIO.seed()).validator(1),
                        SCENARIO.netuids().get(0)))
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.OK);
    }

    @Test
    void aMinerHasNoPermit() {
        one(
                Level.FAULT,
                HotkeyCheck.judge(neuron(Optional.of(9), false, 40, 0)),
                "without a validator's permit",
                "stake");
    }

    @Test
    void aHotkeyThatIsNotRegisteredIsAFault() {
        one(
                Level.FAULT,
                hotkey(FactSamples.BOB, SCENARIO.netuids().get(0)),
                "is not registered on netuid",
                "register it again");
    }

    @Test
    void aSubnetThatIsNotThereIsAFault() {
        one(Level.FAULT, hotkey(Cast.ALICE, new Netuid(404)), "there is no subnet 404", "--netuid");
    }

    @Test
    void aColdkeyInTheHotkeysPlaceIsAFault() {
        one(
                Level.FAULT,
                HotkeyCheck.judge(neuron(Optional.empty(), true, 40, 2)),
                "is a coldkey, which owns 2 hotkeys",
                "btcli");
    }

    @Test
    void aValidatorThatFellSilentIsAWarning() {
        one(Level.WARNING, HotkeyCheck.judge(neuron(Optional.of(3), true, 1_081, 0)), "1081 blocks ago", "history");
    }

    @Test
    void commitRevealIsGoodToKnow() {
        var neuron = new Neuron(Cast.ALICE, new Netuid(1), true, Optional.of(3), true, Optional.of(40L), 360, true, 0);

        assertThat(HotkeyCheck.judge(neuron))
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.OK, Level.NOTE);
        assertThat(HotkeyCheck.judge(neuron).get(2).text()).startsWith("commit-reveal is on");
    }

    @Test
    void aBodyThatDoesNotPassIsAFault() {
        one(
                Level.FAULT,
                endpoint(new LyingSource(), any(), justNow()).findings(),
                "the body of its newest block does not pass: a wrong root",
                "use another node");
    }

    @Test
    void whoKeepsUpIsToldHowFarBehindItIs() {
        assertThat(ProgressCheck.of(report(50, RangeSet.EMPTY, List.of())))
                .containsExactly(Finding.ok("progress", "50 blocks behind the finalized head"));
    }

    @Test
    void whereNoNodeAnswersNobodyKnowsHowFarBehindItIs() {
        assertThat(ProgressCheck.of(report(-1, RangeSet.EMPTY, List.of())))
                .containsExactly(Finding.note("progress", "how far behind it is cannot be told: no node answers"));
    }

    @Test
    void aStoreWithoutVerifiedBlocksIsGoodToKnow() {
        assertThat(ProgressCheck.of(report(0, RangeSet.of(new BlockRange(1, 100)), List.of()))
                        .get(0))
                .satisfies(found -> {
                    assertThat(found.level()).isEqualTo(Level.NOTE);
                    assertThat(found.text()).startsWith("nothing is verified yet: 'backfill --since 7d'");
                });
    }

    @Test
    void rowsFarBeyondTheHeadAreAWarning() {
        one(Level.WARNING, ProgressCheck.ofRows(Optional.of("row 2 (block 9000) waits")), "row 2", "validator's log");
        assertThat(ProgressCheck.ofRows(Optional.empty())).isEmpty();
    }

    @Test
    void aLagIsAWarningWithWhatHelps() {
        var slow = new LagCause(LagCause.Kind.ENDPOINT_SLOW, false, "ws://node is slow; give another");

        one(
                Level.WARNING,
                ProgressCheck.of(report(400, RangeSet.EMPTY, List.of()).withLagCause(slow)),
                "400 blocks behind",
                "give another");
    }

    @Test
    void gapsAreAWarning() {
        RangeSet gaps = RangeSet.of(new BlockRange(5, 9));

        one(Level.WARNING, ProgressCheck.of(report(0, gaps, List.of())), "5 blocks between verified ones", "backfill");
    }

    @Test
    void parkedBlocksAreAWarning() {
        var parked = List.of(new ParkedBlock(77, "a wrong root", 3, Instant.EPOCH));

        one(Level.WARNING, ProgressCheck.of(report(0, RangeSet.EMPTY, parked)), "the first, 77: a wrong root", "again");
    }

    @Test
    void rowsThatWaitAreAWarning() {
        var wait = new RowWait(Instant.EPOCH, "v.db is locked by process 812");

        one(
                Level.WARNING,
                ProgressCheck.of(report(0, RangeSet.EMPTY, List.of()).withRowWait(wait)),
                "1970-01-01T00:00:00Z and cannot be written: v.db is locked by process 812",
                "nothing is lost");
    }

    private static EndpointCheck.Result endpoint(ChainSource source, EndpointCheck.Expectation expected, Clock clock) {
        return EndpointCheck.of("ws://node", source, expected, clock);
    }

    private static List<Finding> hotkey(AccountId hotkey, Netuid netuid) {
        var source = new DevSource(CHAIN);
        EndpointCheck.Head head = endpoint(source, any(), justNow()).head().orElseThrow();
        return HotkeyCheck.of(source, head, new Tracked(Set.of(netuid), Set.of(hotkey)));
    }

    private static Neuron neuron(Optional<Integer> uid, boolean permitted, long sinceUpdate, int owned) {
        return new Neuron(Cast.ALICE, new Netuid(1), true, uid, permitted, Optional.of(sinceUpdate), 360, false, owned);
    }

    private static StatusReport report(long lag, RangeSet gaps, List<ParkedBlock> parked) {
        RangeSet covered = RangeSet.of(new BlockRange(1, 100)).minus(gaps);
        return new StatusReport(
                "",
                List.of(),
                List.of(new Target(Tracked.EVERYTHING, covered, gaps, lag)),
                0,
                3,
                List.of(),
                CommitSummary.of(List.of()),
                parked,
                List.of(),
                LagCause.NONE,
                RowWait.NONE);
    }

    /** Serves bodies that do not pass. */
    private static final class LyingSource extends ForwardingSource {

        LyingSource() {
            super(new DevSource(CHAIN));
        }

        @Override
        public Single<RawBlock> block(Hash block) {
            return Single.error(new SourceException.Untrusted("a wrong root"));
        }
    }

    private static EndpointCheck.Expectation any() {
        return new EndpointCheck.Expectation(Optional.empty(), Optional.empty(), Optional.empty(), () -> 0);
    }

    /** The moment of the head. */
    private static Clock justNow() {
        var source = new DevSource(CHAIN);
        var anyTime = Clock.fixed(SCENARIO.genesisTime(), ZoneOffset.UTC);
        EndpointCheck.Head head = endpoint(source, any(), anyTime).head().orElseThrow();
        var now = head.runtime().storage("Timestamp", "Now").orElseThrow();
        var stored = source.storage(head.block().hash(), List.of(now.key()))
                .blockingGet()
                .get(0)
                .value();
        return Clock.fixed(Instant.ofEpochMilli(now.decode(stored.orElseThrow()).asLong()), ZoneOffset.UTC);
    }

    private static void one(Level level, List<Finding> findings, String text, String remedy) {
        assertThat(findings)
                .filteredOn(found -> found.level().compareTo(Level.NOTE) > 0)
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.level()).isEqualTo(level);
                    assertThat(found.text()).contains(text);
                    assertThat(found.remedy()).contains(remedy);
                });
    }
}
