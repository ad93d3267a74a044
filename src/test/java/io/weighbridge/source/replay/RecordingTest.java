package io.weighbridge.source.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import io.weighbridge.testing.RecordingFile;
import io.weighbridge.testing.ScriptedChain;
import io.weighbridge.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

    private static final ScriptedChain CHAIN = ScriptedChain.to(8);

    @TempDir
    Path folder;

    private List<String> lines() {
        return new ArrayList<>(RecordingFile.lines(CHAIN, Map.of("number", ScriptedChain.KEY)));
    }

    private Recording read(List<String> lines) {
        return Recording.read(RecordingFile.write(folder.resolve("chain.jsonl.gz"), lines));
    }

    @ParameterizedTest
    @CsvSource({"spec-103-119-143, 172, 103, 143", "spec-218-293, 896, 218, 293"})
    void readsRealRecordings(String name, long last, int firstSpec, int lastSpec) {
        Recording recording = Recording.read(SharedData.path("recordings/" + name + ".jsonl.gz"));
        assertThat(recording.last().number()).isEqualTo(last);
        assertThat(recording.block(0).orElseThrow().ref().hash()).isEqualTo(Hash.fromHex("0x" + "45".repeat(32)));
        assertThat(recording.runtime(0).version().specVersion()).isEqualTo(firstSpec);
        assertThat(recording.runtime(last).version().specVersion()).isEqualTo(lastSpec);
    }

    @Test
    void aValueHoldsUntilItChanges() {
        Recording recording = Recording.read(SharedData.path("recordings/spec-103-119-143.jsonl.gz"));
        Bytes versionKey = recording.runtime(0).key("versionKey").orElseThrow();
        var zero = new StorageValue.Present(Bytes.fromHex("0x0000000000000000"));
        assertThat(recording.storage(1, versionKey)).contains(zero);
        assertThat(recording.storage(3, versionKey).map(Object::toString))
                .hasValueSatisfying(value -> assertThat(value).contains("0x05"));
    }

    @Test
    void anAbsentValueIsRecordedAsSuch() {
        Recording recording = Recording.read(SharedData.path("recordings/spec-103-119-143.jsonl.gz"));
        assertThat(recording.storage(0, recording.runtime(0).key("events").orElseThrow()))
                .contains(StorageValue.Absent.ABSENT);
    }

    @Test
    void aKeyThatIsNotRecordedHasNoAnswer() {
        assertThat(read(lines()).storage(3, ScriptedChain.EMPTY_KEY)).isEqualTo(Optional.empty());
    }

    @Test
    void aRuntimeRulesFromTheBlockAfterItsLine() {
        Recording recording = read(lines());
        assertThat(recording.runtime(ScriptedChain.UPGRADE - 1).version().specVersion())
                .isEqualTo(200);
        assertThat(recording.runtime(ScriptedChain.UPGRADE).version().specVersion())
                .isEqualTo(201);
    }

    @Test
    void aMissingBlockIsRefusedWithFileAndLine() {
        List<String> lines = lines();
        lines.remove(4);
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("chain.jsonl.gz, line 5")
                .hasMessageContaining("expected block 2, found block 3");
    }

    @Test
    void aChangedHeaderIsRefused() {
        List<String> lines = lines();
        lines.set(4, lines.get(4).replace("0xaaaaaaaa", "0xaaaaaaab"));
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("the header of block 2 has another hash");
    }

    @Test
    void anotherChainsBlockIsRefused() {
        List<String> lines = lines();
        List<String> others = RecordingFile.lines(ScriptedChain.named("fork", 8), Map.of());
        lines.set(4, others.get(4));
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("block 2 has another parent");
    }

    @Test
    void aBlockBeforeItsRuntimeIsRefused() {
        List<String> lines = lines();
        lines.remove(1);
        assertThatThrownBy(() -> read(lines)).hasMessageContaining("expected a runtime before the first block");
    }

    @Test
    void aLineThatIsNotJsonIsRefused() {
        List<String> lines = lines();
        lines.set(3, "{\"t\":\"block\",");
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("line 4: not acceptable JSON");
    }

    @Test
    void anUnknownLineIsRefused() {
        List<String> lines = lines();
        lines.add("{\"t\":\"note\"}");
        assertThatThrownBy(() -> read(lines)).hasMessageContaining("found 'note'");
    }

    @Test
    void anEmptyRecordingIsRefused() {
        assertThatThrownBy(() -> read(List.of())).isInstanceOf(SourceException.Unusable.class);
    }

    @Test
    void aMissingFileIsUnusable() {
        assertThatThrownBy(() -> Recording.read(folder.resolve("nowhere.jsonl.gz")))
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("nowhere.jsonl.gz");
    }
}
