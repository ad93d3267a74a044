package io.weighbridge.cli.doctor;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Whether a node serves the right chain, up to now, and as far back as is needed. Blocks while it asks; a node that does not
 * answer costs {@value #PATIENCE_SECONDS} seconds.
 */
public final class EndpointCheck {

    private static final int PATIENCE_SECONDS = 15;
    private static final int BURST = 20;
    private static final long USUAL_DEPTH = 256;
    private static final Duration OLD_HEAD = Duration.ofMinutes(3);
    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(30);

    private final List<Finding> findings = new ArrayList<>();
    private final String subject;
    private final ChainSource source;
    private final Expectation expected;
    private final Clock clock;

    private EndpointCheck(String name, ChainSource source, Expectation expected, Clock clock) {
        this.subject = name;
        this.source = source;
        this.expected = expected;
        this.clock = clock;
    }

    /**
     * What a node has to be.
     *
     * @param network the genesis hash of the network that is set; empty for any
     * @param store the genesis hash of the store's chain; empty for any
     * @param firstNeeded the oldest block that still has to be read; empty for none but new ones
     * @param throttled how many requests were refused so far because there were too many
     */
    public record Expectation(
            Optional<Hash> network, Optional<Hash> store, Optional<Long> firstNeeded, LongSupplier throttled) {}

    /**
     * What was found, and for further questions the chain as the node knows it.
     *
     * @param findings what was found
     * @param head the finalized head and its runtime; empty if the node cannot be used
     */
    public record Result(List<Finding> findings, Optional<Head> head) {

        /** Copies the findings. */
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The newest finalized block.
     *
     * @param block the block
     * @param runtime the runtime in its state
     */
    public record Head(BlockRef block, Runtime runtime) {}

    /** Asks a node. */
    public static Result of(String name, ChainSource source, Expectation expected, Clock clock) {
        var check = new EndpointCheck(name, source, expected, clock);
        Optional<Head> head = check.head();
        head.ifPresent(check::look);
        return new Result(check.findings, head);
    }

    private Optional<Head> head() {
        try {
            Hash genesis = answer(source.genesisHash());
            if (!isExpected(genesis, expected.network(), "the network that is set", "check --network and --endpoint")
                    || !isExpected(
                            genesis,
                            expected.store(),
                            "the store",
                            "give another --store for this chain, or another node")) {
                return Optional.empty();
            }
            BlockRef block = answer(source.finalizedHead());
            Runtime runtime = Runtime.of(MetadataDecoder.decode(answer(source.metadata(block.hash()))));
            return Optional.of(new Head(block, runtime));
        } catch (SourceException e) {
            findings.add(Finding.fault(subject, said(e), "check URL and network; give several nodes with --endpoint"));
            return Optional.empty();
        }
    }

    /** What is wrong with it, without its name, which is the subject. */
    private String said(SourceException fault) {
        String name = subject.replaceFirst("/…$", "");
        return String.valueOf(fault.getMessage())
                .replace("cannot reach " + name + ": ", "cannot be reached: ")
                .replace(name + ", asked", "asked")
                .replace(name + " ", "");
    }

    private boolean isExpected(Hash genesis, Optional<Hash> wanted, String whose, String remedy) {
        if (wanted.isEmpty() || wanted.get().equals(genesis)) {
            return true;
        }
        findings.add(Finding.fault(
                subject,
                "serves the chain with genesis hash " + genesis + ", expected " + wanted.get() + ", that of " + whose,
                remedy));
        return false;
    }

    private void look(Head head) {
        try {
            age(head);
            body(head);
            depth(head);
            pace(head);
        } catch (SourceException e) {
            findings.add(Finding.warning(subject, said(e), "try again; if it stays, use another node"));
        }
    }

    private void age(Head head) {
        Instant at = timeOf(head.block().hash(), head.runtime());
        Duration age = Duration.between(at, clock.instant());
        String number = "finalized head " + head.block().number() + " of spec "
                + head.runtime().specVersion();
        if (age.compareTo(CLOCK_DRIFT.negated()) < 0) {
            findings.add(Finding.warning(
                    subject,
                    number + " is of " + at + ", which is in the future by this machine's clock",
                    "set the clock: 'timedatectl set-ntp true'"));
        } else if (age.compareTo(OLD_HEAD) > 0) {
            findings.add(Finding.fault(
                    subject,
                    number + " is of " + at + ", " + ago(age),
                    "the node is still syncing or stuck, or this machine's clock is wrong; use another node"));
        } else {
            findings.add(Finding.ok(subject, number + ", " + Math.max(0, age.toSeconds()) + " s old"));
        }
    }

    private static String ago(Duration age) {
        return age.toHours() < 3
                ? age.toMinutes() + " minutes ago"
                : age.toDays() < 3 ? age.toHours() + " hours ago" : age.toDays() + " days ago";
    }

    private void body(Head head) {
        try {
            answer(source.block(head.block().hash()));
        } catch (SourceException.Untrusted e) {
            findings.add(Finding.fault(
                    subject,
                    "the body of its newest block does not pass: " + e.getMessage(),
                    "use another node; --trust-endpoint only for Chopsticks, whose blocks have no roots"));
        }
    }

    private void depth(Head head) {
        if (hasState(1, head.runtime())) {
            findings.add(Finding.ok(subject, "keeps every state: an archive node"));
            return;
        }
        Optional<Long> needed = expected.firstNeeded();
        if (needed.isPresent()
                && needed.get() < head.block().number() - USUAL_DEPTH
                && !hasState(needed.get(), head.runtime())) {
            findings.add(Finding.fault(
                    subject,
                    "keeps recent states only, and block " + needed.get() + " still has to be read",
                    "give an archive node as --endpoint, such as wss://archive.chain.opentensor.ai:443"));
        } else {
            findings.add(Finding.note(subject, "keeps recent states only: enough to follow, not to backfill"));
        }
    }

    private boolean hasState(long number, Runtime runtime) {
        try {
            Hash hash = answer(source.blockHash(number).defaultIfEmpty(Hash.ZERO));
            return !hash.equals(Hash.ZERO) && !timeOf(hash, runtime).equals(Instant.EPOCH);
        } catch (SourceException.Pruned e) {
            return false;
        }
    }

    private void pace(Head head) {
        long before = expected.throttled().getAsLong();
        long start = clock.millis();
        answer(Flowable.range(0, BURST)
                .flatMapSingle(n -> source.header(head.block().hash()))
                .count());
        long took = clock.millis() - start;
        long refused = expected.throttled().getAsLong() - before;
        if (refused > 0) {
            findings.add(Finding.warning(
                    subject,
                    "refused " + refused + " of " + BURST
                            + " requests at once as too many; Weighbridge slows down by itself",
                    "for backfills use a node of your own, or one with a key"));
        } else {
            findings.add(Finding.ok(subject, BURST + " requests at once took " + took + " ms, none was refused"));
        }
    }

    private Instant timeOf(Hash block, Runtime runtime) {
        Runtime.Storage now = runtime.storage("Timestamp", "Now")
                .orElseThrow(() -> new SourceException.Unusable(
                        subject + " serves a chain without Timestamp.Now; is it a Subtensor chain?"));
        Optional<Bytes> stored =
                answer(source.storage(block, List.of(now.key()))).get(0).value();
        return stored.map(bytes -> Instant.ofEpochMilli(now.decode(bytes).asLong()))
                .orElse(Instant.EPOCH);
    }

    /** Waits for an answer, but not for ever. */
    private <T> T answer(Single<T> asked) {
        try {
            return asked.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).blockingGet();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new SourceException.Transient(
                        expected.throttled().getAsLong() > 0
                                ? "refuses requests as too many, so that none was answered within " + PATIENCE_SECONDS
                                        + " s; wait for some minutes, or use a node with a key"
                                : "gave no answer within " + PATIENCE_SECONDS + " s",
                        e.getCause());
            }
            throw e;
        }
    }
}
