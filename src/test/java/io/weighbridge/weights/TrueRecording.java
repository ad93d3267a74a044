package io.weighbridge.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.replay.RecordedRuntime;
import io.weighbridge.source.replay.Recording;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A recording and the truth that lies beside it. */
final class TrueRecording {

    private final Recording recording;
    private final JsonNode truth;
    private final Map<RecordedRuntime, Runtime> runtimes = new HashMap<>();

    private TrueRecording(Recording recording, JsonNode truth) {
        this.recording = recording;
        this.truth = truth;
    }

    /** Reads a recording by its name, such as {@code spec-218-293}. */
    static TrueRecording read(String name) {
        try {
            return new TrueRecording(
                    Recording.read(SharedData.path("recordings/" + name + ".jsonl.gz")),
                    new ObjectMapper().readTree(SharedData.read("recordings/" + name + ".truth.json.gz")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The truth. */
    JsonNode truth() {
        return truth;
    }

    /** The pair that the truth calls tracked. */
    Tracked tracked() {
        JsonNode pair = truth.get("tracked");
        return new Tracked(
                Set.of(new Netuid(pair.get("netuid").asInt())),
                Set.of(AccountId.fromSs58(pair.get("hotkey").asText())));
    }

    /** What is read out of all blocks; state that is asked for is handed over. */
    List<WeightFact> facts() {
        var reader = new WeightReader(tracked());
        List<WeightFact> facts = new ArrayList<>();
        for (RawBlock block : recording.blocks().subList(1, recording.blocks().size())) {
            facts.addAll(read(reader, block, new HashMap<>()));
        }
        return facts;
    }

    /** The blocks of which the cheap test says that they may hold a tracked call. */
    List<Long> suspects() {
        var keys = new KeyScan(tracked().hotkeys());
        return recording.blocks().stream()
                .skip(1)
                .filter(block -> block.extrinsics().stream()
                        .anyMatch(bytes -> keys.mayHoldCall(bytes, KeyScan.computingCalls(runtime(block)))))
                .map(block -> block.ref().number())
                .toList();
    }

    private List<WeightFact> read(WeightReader reader, RawBlock block, Map<Bytes, Optional<Bytes>> state) {
        Reading reading = reader.read(block, runtime(block), events(block), state);
        if (reading instanceof Reading.NeedsState needs) {
            assertThat(needs.keys()).isNotEmpty().noneMatch(state::containsKey);
            needs.keys().forEach(key -> state.put(key, value(block, key)));
            return read(reader, block, state);
        }
        return ((Reading.Complete) reading).facts();
    }

    private Optional<Bytes> value(RawBlock block, Bytes key) {
        return recording.storage(block.ref().number(), key).orElseThrow().value();
    }

    private Bytes events(RawBlock block) {
        Bytes key = recording.runtime(block.ref().number()).key("events").orElseThrow();
        return recording
                .storage(block.ref().number(), key)
                .flatMap(StorageValue::value)
                .orElseThrow();
    }

    private Runtime runtime(RawBlock block) {
        return runtimes.computeIfAbsent(
                recording.runtime(block.ref().number() - 1),
                recorded -> Runtime.of(MetadataDecoder.decode(recorded.metadata())));
    }
}
