package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.replay.RecordedChain;
import io.weighbridge.source.replay.Recording;
import io.weighbridge.testing.FakeChain;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.NeedsChainData;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits of a real runtime, opened with the pulse that its block 436 put into the state. */
@NeedsChainData
class DecryptCommandTest {

    /** {@code Drand.Pulses(1000)}: twox128 of both names, then blake2-128 of the round and the round. */
    private static final Bytes KEY = Bytes.fromHex("a285cdb66e8b8524ea70b1693c7b1e050d8e70fd32bfb1639703f9a23d15b15e"
            + "646b8858c86fefefe34a7c69e60c9917e803000000000000");

    /** As extrinsic 2 of block 436 sets it. */
    private static final Bytes PULSE = Bytes.fromHex(
            "e80300000000000080e2bab94c1aba53ab82b0967b30a36af2590191734d2dfed8c"
                    + "0354741afa08f5bc0ac61a0d32daa3df042c001e917b4264e338178c31659fff14460a44ad0829156881b0f0aa73d004e7afeb7be7a7902d4");

    private static final Recording RECORDING = Recording.read(SharedData.path("recordings/spec-218-293.jsonl.gz"));

    @TempDir
    private Path folder;

    private CapturedConsole console;
    private FakeNode node;

    @BeforeEach
    void index() {
        console = new CapturedConsole(folder);
        node = FakeNode.serving(new WithPulse(FakeChain.of(RECORDING)));
        assertThat(run("backfill", "--from", "436", "--to", "460", "--strategy", "scan"))
                .isZero();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void opensWhatCanBeOpenedAndSaysWhyTheRestCannot() throws IOException {
        assertThat(run("decrypt", "--all", "--format", "json")).isZero();

        var lines = new ArrayList<String>();
        for (JsonNode record : new ObjectMapper().readTree(console.out())) {
            lines.add(record.path("block_number") + " "
                    + record.path("commit_state").asText() + " "
                    + record.path("uids") + record.path("values")
                    + record.path("version_key").asText() + " "
                    + record.path("reason").asText());
        }
        assertThat(lines)
                .containsExactly(
                        "437 unknown nullnullnull it is no ciphertext for its round: nobody can open it",
                        "438 revealed [12,21,26,40,41,54,56][59239,22894,53742,61170,5949,35165,55785]7 null",
                        "439 unknown nullnullnull the state does not have the signature of its round: it is still to come,"
                                + " or older than the state goes back; an archive endpoint may have it");
    }

    @Test
    void leavesOutWhatTheChainRevealed() {
        assertThat(run("decrypt")).isZero();

        assertThat(console.out()).contains("437", "439", "nobody can open it").doesNotContain("12:59239");
    }

    @Test
    void aFormatWithoutListsIsRefused() {
        assertThat(run("decrypt", "--format", "csv")).isEqualTo(2);
        assertThat(console.err()).contains("expected table, json or ndjson");
    }

    private int run(String command, String... more) {
        var args = new ArrayList<>(List.of(
                command,
                "--endpoint",
                node.uri().toString(),
                "--store",
                folder.resolve("w.db").toString(),
                "--hotkey",
                "5GZ3qrcMR5Zr2KPQiMBf5fQ3QaeRqbs6TsWaACq6Yi4gZy2m",
                "--netuid",
                "30",
                "--trust-endpoint"));
        args.addAll(List.of(more));
        return console.run(args.toArray(String[]::new));
    }

    /** A chain whose state holds the pulse from block 436 on. */
    private record WithPulse(FakeChain chain) implements FakeChain {

        @Override
        public long last() {
            return chain.last();
        }

        @Override
        public Optional<RawBlock> block(long number) {
            return chain.block(number);
        }

        @Override
        public Optional<RawBlock> block(Hash hash) {
            return chain.block(hash);
        }

        @Override
        public StorageValue storage(long number, Bytes key) {
            return key.equals(KEY) && number >= 436 ? new StorageValue.Present(PULSE) : chain.storage(number, key);
        }

        @Override
        public String runtimeVersion(long number) {
            return chain.runtimeVersion(number);
        }

        @Override
        public Bytes metadata(long number) {
            return chain.metadata(number);
        }

        @Override
        public RecordedChain about() {
            return chain.about();
        }
    }
}
