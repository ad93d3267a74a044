package io.weighbridge.source.replay;

import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ChainSourceContract;
import io.weighbridge.testing.RecordingFile;
import io.weighbridge.testing.ScriptedChain;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceContractTest extends ChainSourceContract {

    private ChainSource source;

    @BeforeEach
    void record(@TempDir Path folder) {
        var lines = RecordingFile.lines(CHAIN, Map.of("number", ScriptedChain.KEY, "nothing", ScriptedChain.EMPTY_KEY));
        source = new ReplaySource(Recording.read(RecordingFile.write(folder.resolve("chain.jsonl.gz"), lines)));
    }

    @Override
    protected ChainSource source() {
        return source;
    }
}
