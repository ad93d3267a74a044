package io.weighbridge.reconcile;

import io.weighbridge.chain.Hash;
import io.weighbridge.store.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a row's {@code transaction_hash} cell. */
sealed interface HashCell {

    /** Nothing. */
    enum Missing implements HashCell {
        /** The only one. */
        MISSING
    }

    /**
     * A hash alone, in any spelling.
     *
     * @param hash the hash
     */
    record Bare(Hash hash) implements HashCell {}

    /**
     * A text with hashes in it, such as a dump of a receipt.
     *
     * @param hashes the hashes, in order, at least one
     */
    record Dump(List<Hash> hashes) implements HashCell {}

    /**
     * A block number and the index of an extrinsic in it.
     *
     * @param block the number
     * @param index the index
     */
    record Identifier(long block, long index) implements HashCell {}

    /**
     * The drand round at which a commit opens.
     *
     * @param round the round
     */
    record Round(long round) implements HashCell {}

    /**
     * Any other text.
     *
     * @param text the text, trimmed
     */
    record Status(String text) implements HashCell {}

    /** A token of exactly 64 hexadecimal digits. */
    Pattern TOKEN = Pattern.compile("(?<![0-9a-zA-Z])(?:0[xX])?([0-9a-fA-F]{64})(?![0-9a-zA-Z])");

    /** A hash and nothing else. */
    Pattern BARE = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{64})");

    /** {@code block-index}. */
    Pattern IDENTIFIER = Pattern.compile("(\\d{1,10})-(\\d{1,6})");

    /** {@code reveal_round:n}. */
    Pattern ROUND = Pattern.compile("reveal_round:\\s*(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    /** Reads a cell. */
    static HashCell read(Cell cell) {
        if (cell instanceof Cell.Blob blob && blob.value().size() == Hash.SIZE) {
            return new Bare(new Hash(blob.value()));
        }
        String text = cell.text().strip();
        if (text.isEmpty()) {
            return Missing.MISSING;
        }
        Matcher bare = BARE.matcher(text);
        if (bare.matches()) {
            return new Bare(Hash.fromHex(bare.group(1)));
        }
        Matcher identifier = IDENTIFIER.matcher(text);
        if (identifier.matches()) {
            return new Identifier(Long.parseLong(identifier.group(1)), Long.parseLong(identifier.group(2)));
        }
        List<Hash> hashes = new ArrayList<>();
        for (Matcher token = TOKEN.matcher(text); token.find(); ) {
            hashes.add(Hash.fromHex(token.group(1)));
        }
        if (!hashes.isEmpty()) {
            return new Dump(List.copyOf(hashes));
        }
        Matcher round = ROUND.matcher(text);
        return round.matches() ? new Round(Long.parseLong(round.group(1))) : new Status(text);
    }

    /** Whether the cell names an extrinsic; then the row may match only that extrinsic. */
    default boolean namesExtrinsic() {
        return this instanceof Bare || this instanceof Dump || this instanceof Identifier;
    }
}
