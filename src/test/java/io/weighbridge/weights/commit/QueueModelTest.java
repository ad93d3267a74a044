package io.weighbridge.weights.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.commit.EffectiveCommit.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long histories by seed, played by the pallet's own queues, which remember what became of each commit. */
class QueueModelTest {

    private static final int BLOCKS = 3000;
    private static final int TEMPO = 20;
    private static final int NETUID = 30;

    /** A commit in the pallet's queue. */
    private record Queued(long fact, Hash hash, long epoch) {}

    private final List<EffectiveCommit> commits = new ArrayList<>();
    private final List<EffectiveReveal> reveals = new ArrayList<>();
    private final Map<Long, CommitState> truth = new HashMap<>();
    private final List<Queued> queue = new ArrayList<>();
    private long facts;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aQueueOfHashesIsUnderstood(long seed) {
        var random = new Random(seed);
        int period = 1 + random.nextInt(3);
        for (long block = 1; block <= BLOCKS; block++) {
            dropExpired(epoch(block) - period);
            if (block == BLOCKS || (random.nextInt(15) == 0 && queue.size() < 10)) {
                commit(Form.QUEUED, block, period, epoch(block));
            }
            long due = epoch(block) - period;
            List<Queued> ripe =
                    queue.stream().filter(commit -> commit.epoch() == due).toList();
            if (!ripe.isEmpty() && random.nextInt(8) == 0) {
                reveal(block, ripe.get(random.nextInt(ripe.size())));
            }
        }

        assertThat(judged(random)).isEqualTo(truth);
        assertThat(truth.values())
                .contains(CommitState.REVEALED, CommitState.OVERWRITTEN, CommitState.EXPIRED, CommitState.PENDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aQueueOfCiphertextsIsUnderstoodWhereTheChainRevealsAllOfAnEpochOrNone(long seed) {
        var random = new Random(seed);
        int period = 1 + random.nextInt(3);
        for (long block = 1; block <= BLOCKS; block++) {
            long due = epoch(block) - period;
            dropExpired(due);
            boolean pulse = (due * 31 + seed) % 4 != 0;
            if (pulse && position(block) == 3) {
                for (Queued commit : List.copyOf(queue)) {
                    if (commit.epoch() == due) {
                        queue.remove(commit);
                        truth.put(commit.fact(), CommitState.REVEALED);
                        reveals.add(new EffectiveReveal.ByChain(++facts, block));
                    }
                }
            }
            if (block == BLOCKS || random.nextInt(10) == 0) {
                commit(Form.TIMELOCKED, block, period, epoch(block));
            }
        }

        assertThat(judged(random)).isEqualTo(truth);
        assertThat(truth.values()).contains(CommitState.REVEALED, CommitState.LOST, CommitState.PENDING);
    }

    private void commit(Form form, long block, int period, long epoch) {
        Hash hash = CommitLedgerTest.hash("commit " + facts);
        long first = (epoch + period) * (TEMPO + 1) - (NETUID + 1);
        commits.add(new EffectiveCommit(++facts, block, form, hash, new RevealWindow.Blocks(first, first + TEMPO)));
        queue.add(new Queued(facts, hash, epoch));
        truth.put(facts, CommitState.PENDING);
    }

    private void reveal(long block, Queued wanted) {
        Queued next;
        do {
            next = queue.remove(0);
            truth.put(next.fact(), CommitState.OVERWRITTEN);
        } while (!next.equals(wanted));
        truth.put(wanted.fact(), CommitState.REVEALED);
        reveals.add(new EffectiveReveal.ByHotkey(++facts, block, wanted.hash(), true));
    }

    /** Whatever was to be revealed in an earlier epoch is gone. */
    private void dropExpired(long due) {
        for (Queued commit : List.copyOf(queue)) {
            if (commit.epoch() < due) {
                queue.remove(commit);
                boolean timelocked = commits.stream()
                        .anyMatch(made -> made.fact() == commit.fact() && made.form() == Form.TIMELOCKED);
                truth.put(commit.fact(), timelocked ? CommitState.LOST : CommitState.EXPIRED);
            }
        }
    }

    private Map<Long, CommitState> judged(Random random) {
        Collections.shuffle(commits, random);
        Collections.shuffle(reveals, random);
        RangeSet verified = CommitLedgerTest.verified(0, BLOCKS);
        Map<Long, CommitState> states = new HashMap<>();
        for (CommitLife life : CommitLedger.of(commits, reveals)) {
            assertThat(life.ambiguous()).isFalse();
            states.put(life.commit().fact(), life.state(verified));
        }
        return states;
    }

    private static long epoch(long block) {
        return (block + NETUID + 1) / (TEMPO + 1);
    }

    private static long position(long block) {
        return (block + NETUID + 1) % (TEMPO + 1);
    }
}
