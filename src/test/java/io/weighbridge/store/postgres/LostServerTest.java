package io.weighbridge.store.postgres;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Endurance;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import io.weighbridge.weights.Tracked;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server whose connections are lost while a run of months goes on. */
class LostServerTest {

    private static final Tracked TRACKED = new Tracked(Set.of(SUBNET), Set.of(ALICE));
    private static final FactQuery ALL = FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS);

    private final PostgresPlace direct = TestServer.emptySchema();
    private final Cable cable = new Cable(TestServer.port());
    private final PostgresPlace place =
            new PostgresPlace(direct.url().replace(":" + TestServer.port() + "/", ":" + cable.port() + "/"));
    private final List<String> heard = new ArrayList<>();

    /** Who hears of an outage ends it, so that nobody has to wait. */
    private final StoreListener mending = new StoreListener() {
        @Override
        public void unavailable(Path database, String why) {
            heard.add("out");
            if (cable.isCut()) {
                cable.mend();
            }
        }

        @Override
        public void available(Path database) {
            heard.add("back");
        }
    };

    @AfterEach
    void cut() {
        cable.close();
    }

    @Test
    void aWriteIsDoneWhenTheServerIsBackAndToldOfOnce() {
        try (PostgresStore store = PostgresStore.open(place, enduring(mending))) {
            store.commit(increment(1, 9));
            cable.cut();
            store.commit(increment(10, 19));

            assertThat(heard).containsExactly("out", "back");
            assertThat(store.countFacts(ALL)).isEqualTo(2);
            assertThat(store.coverage(TRACKED).size()).isEqualTo(19);
        }
    }

    /** Without prepared statements each COMMIT passes in letters. */
    @Test
    void aCommitWhoseAnswerWasLostIsNotMadeTwice() {
        var inLetters = new PostgresPlace(place.url() + "&prepareThreshold=0");
        try (PostgresStore store = PostgresStore.open(inLetters, enduring(mending))) {
            store.park(7, "first", Instant.EPOCH);
            cable.cutAfter("COMMIT");
            store.park(7, "second", Instant.EPOCH);

            assertThat(heard).containsExactly("out", "back");
            assertThat(store.parkedBlocks()).singleElement().satisfies(parked -> {
                assertThat(parked.reason()).isEqualTo("second");
                assertThat(parked.attempts()).as("attempts that were counted").isEqualTo(2);
            });
        }
    }

    @Test
    void aTransactionThatTheServerGaveUpIsMadeAgain() throws SQLException {
        try (PostgresStore store = PostgresStore.open(place, enduring(mending))) {
            store.commit(increment(1, 9));
            endSessions();
            store.commit(increment(10, 19));

            assertThat(heard).containsExactly("out", "back");
            assertThat(store.countFacts(ALL)).isEqualTo(2);
        }
    }

    @Test
    void whoReadsIsToldAtOnceUnlessHeMayWait() {
        try (PostgresStore store = PostgresStore.open(place, enduring(mending))) {
            store.commit(increment(1, 9));
            cable.cut();
            assertThat(store.patient().countFacts(ALL)).isEqualTo(1);
            assertThat(heard).containsExactly("out", "back");

            cable.cut();
            assertThatThrownBy(() -> store.countFacts(ALL))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageStartingWith("counting facts in jdbc:postgresql://")
                    .hasMessageEndingWith("Check that PostgreSQL runs there");
        }
    }

    @Test
    void aLockThatAnotherTookMeanwhileIsNotWrittenPast() {
        try (PostgresStore store = PostgresStore.open(place, options(Endurance.none(), StoreListener.NONE))) {
            store.commit(increment(1, 9));
            cable.cut();
            cable.mend();
            assertThatThrownBy(() -> store.commit(increment(10, 19))).isInstanceOf(StoreException.Unavailable.class);
            try (PostgresStore other = PostgresStore.open(direct, PostgresOptions.DEFAULTS)) {
                assertThatThrownBy(() -> store.commit(increment(10, 19)))
                        .isInstanceOf(StoreException.Unavailable.class)
                        .hasMessageContaining("another one holds the lock now");
                other.commit(increment(20, 29));
            }
            store.commit(increment(10, 19));
            assertThat(store.coverage(TRACKED).size()).isEqualTo(29);
        }
    }

    @Test
    void aRunThatEndsWaitsNoLonger() {
        Endurance endurance = Endurance.of(Duration.ofHours(1), Duration.ofHours(1));
        var ending = new StoreListener() {
            @Override
            public void unavailable(Path database, String why) {
                endurance.end();
            }
        };
        try (PostgresStore store = PostgresStore.open(place, options(endurance, ending))) {
            cable.cut();
            assertThatThrownBy(() -> store.commit(increment(1, 9))).isInstanceOf(StoreException.Unavailable.class);
        }
    }

    private void endSessions() throws SQLException {
        try (var connection = DriverManager.getConnection(direct.url());
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(l.pid) FROM pg_locks l"
                    + " JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory'"
                    + " AND a.client_port IS NOT NULL AND l.pid <> pg_backend_pid()");
        }
    }

    private static PostgresOptions enduring(StoreListener listener) {
        return options(Endurance.of(Duration.ofMillis(1), Duration.ofMillis(1)), listener);
    }

    private static PostgresOptions options(Endurance endurance, StoreListener listener) {
        return new PostgresOptions(Clock.systemUTC(), listener, Optional.empty(), endurance);
    }

    private static Increment increment(long first, long last) {
        return new Increment(TRACKED, new BlockRange(first, last), "scan", List.of(set(first)));
    }
}
