package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Store.SpecRange;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The known spec versions by block. Safe for many threads; each method is atomic. */
final class SpecMap {

    private final TreeMap<Long, SpecRange> spans = new TreeMap<>();

    /** The runtime that executed a block, if it is known. */
    OptionalInt at(long block) {
        return spanAt(block).stream().mapToInt(SpecRange::specVersion).findFirst();
    }

    /** The longest known range around a block with the same runtime. */
    synchronized Optional<SpecRange> spanAt(long block) {
        return Optional.ofNullable(spans.floorEntry(block))
                .map(Map.Entry::getValue)
                .filter(span -> span.executed().contains(block));
    }

    /** The newest block that a runtime executed, if one is known. */
    synchronized OptionalLong newestOf(int specVersion) {
        return spans.descendingMap().values().stream()
                .filter(span -> span.specVersion() == specVersion)
                .mapToLong(span -> span.executed().last())
                .findFirst();
    }

    /** Those of the blocks of which nothing is known. */
    synchronized RangeSet unknown(BlockRange blocks) {
        return RangeSet.of(blocks)
                .minus(new RangeSet(
                        spans.values().stream().map(SpecRange::executed).toList()));
    }

    /** Notes the runtime of some blocks, replacing what was known about them. */
    synchronized void put(int specVersion, BlockRange executed) {
        long first = spanAt(executed.first() - 1)
                .filter(span -> span.specVersion() == specVersion)
                .map(span -> span.executed().first())
                .orElse(executed.first());
        long last = spanAt(executed.last() + 1)
                .filter(span -> span.specVersion() == specVersion)
                .map(span -> span.executed().last())
                .orElse(executed.last());
        var merged = new BlockRange(first, last);
        forget(merged);
        spans.put(first, new SpecRange(specVersion, merged));
    }

    /** Forgets what is known about the blocks. */
    synchronized void forget(BlockRange blocks) {
        for (SpecRange span : new ArrayList<>(spans.values())) {
            RangeSet left = RangeSet.of(span.executed()).minus(RangeSet.of(blocks));
            if (!left.equals(RangeSet.of(span.executed()))) {
                spans.remove(span.executed().first());
                left.ranges().forEach(piece -> spans.put(piece.first(), new SpecRange(span.specVersion(), piece)));
            }
        }
    }
}
