package io.weighbridge.source.replay;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A recorded chain from block 0 to its last block, with the storage values that were recorded. Immutable. Numbers,
 * hashes and parent links have been checked; block 0 has the hash that the recording gives it, and extrinsics roots are
 * not compared.
 */
public final class Recording {

    private final RecordedChain chain;
    private final List<RawBlock> blocks;
    private final Map<Hash, Integer> numbers;
    private final NavigableMap<Long, RecordedRuntime> runtimes;
    private final Map<String, NavigableMap<Long, StorageValue>> values;

    Recording(
            RecordedChain chain,
            List<RawBlock> blocks,
            Map<Hash, Integer> numbers,
            NavigableMap<Long, RecordedRuntime> runtimes,
            Map<String, NavigableMap<Long, StorageValue>> values) {
        this.chain = chain;
        this.blocks = blocks;
        this.numbers = numbers;
        this.runtimes = runtimes;
        this.values = values;
    }

    /**
     * Reads a recording line by line.
     *
     * @param file JSON lines, packed with gzip where the name ends in {@code .gz}
     * @throws SourceException.Unusable if it cannot be read or is not a recording; the message has file and line
     */
    public static Recording read(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new RecordingReader(file.toString()).read(lines);
        } catch (IOException e) {
            throw new SourceException.Unusable("cannot read the recording " + file + ": " + e.getMessage(), e);
        }
    }

    /** What the recording says about its chain. */
    public RecordedChain chain() {
        return chain;
    }

    /** The blocks in order, block 0 first. */
    public List<RawBlock> blocks() {
        return blocks;
    }

    /** The last block. */
    public BlockRef last() {
        return blocks.get(blocks.size() - 1).ref();
    }

    /** The block with that number. */
    public Optional<RawBlock> block(long number) {
        return number >= 0 && number < blocks.size() ? Optional.of(blocks.get((int) number)) : Optional.empty();
    }

    /** The block with that hash. */
    public Optional<RawBlock> block(Hash hash) {
        return Optional.ofNullable(numbers.get(hash)).map(blocks::get);
    }

    /** The runtime in the state after a block of this recording. */
    public RecordedRuntime runtime(long number) {
        return runtimes.floorEntry(number).getValue();
    }

    /** The value of a key in the state after a block of this recording; none if that key is not recorded. */
    public Optional<StorageValue> storage(long number, Bytes key) {
        return runtime(number).keys().entrySet().stream()
                .filter(named -> named.getValue().equals(key))
                .findFirst()
                .flatMap(named -> Optional.ofNullable(values.get(named.getKey())))
                .map(history -> history.floorEntry(number))
                .map(Map.Entry::getValue);
    }
}
