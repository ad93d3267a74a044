package io.weighbridge.reconcile;

import io.weighbridge.store.Cell;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.store.WeightCells;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a fact puts into the cells of a row: of the validator's, which is only completed, and of our own. */
final class Writes {

    private static final DateTimeFormatter TS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Rules rules;

    Writes(Rules rules) {
        this.rules = rules;
    }

    /** Completes a validator's row that is now linked to a fact. */
    void complete(Book book, LoggedRow logged, ChainFact fact, Tier tier) {
        TableRow row = logged.row();
        block(row, fact, tier)
                .ifPresent(block -> book.write(row.id(), "block_number", new Cell.Int(block), tier, fact.key()));
        if (fact.hasExtrinsic() && namesOther(logged.hash(), fact)) {
            book.write(
                    row.id(),
                    "transaction_hash",
                    new Cell.Text(fact.extrinsicHash().hex()),
                    tier,
                    fact.key());
        }
        boolean succeeds = success(book, logged, fact, tier);
        if (!succeeds
                && Cells.isEmpty(row.cell("error_message"))
                && !fact.error().isEmpty()) {
            book.write(row.id(), "error_message", new Cell.Text(fact.error()), tier, fact.key());
        }
        if (succeeds
                && fact.success()
                && logged.hasNoWeights()
                && fact.content() instanceof ChainFact.Content.Open open
                && open.weighs()) {
            fillWeights(book, row, open, tier, fact);
        }
    }

    /** The shares of the weights, and the totals that are missing; {@code uids_json} is the validator's. */
    private static void fillWeights(Book book, TableRow row, ChainFact.Content.Open open, Tier tier, ChainFact fact) {
        weights(open).forEach((column, cell) -> {
            boolean missing = column.equals("weights_json") || Cells.isEmpty(row.cell(column));
            if (missing && !column.equals("uids_json")) {
                book.write(row.id(), column, cell, tier, fact.key());
            }
        });
    }

    private OptionalLong block(TableRow row, ChainFact fact, Tier tier) {
        OptionalLong logged = Cells.integer(row.cell("block_number"));
        boolean differs = logged.isEmpty() || logged.getAsLong() != fact.block().number();
        boolean may = Cells.isEmpty(row.cell("block_number")) || (rules.correct() && tier != Tier.TIME);
        return differs && may ? OptionalLong.of(fact.block().number()) : OptionalLong.empty();
    }

    /** Whether the cell has to give way to the fact's hash. */
    private boolean namesOther(HashCell cell, ChainFact fact) {
        if (cell instanceof HashCell.Bare bare) {
            return rules.correct() && !bare.hash().equals(fact.extrinsicHash());
        }
        return rules.correct() || !cell.namesExtrinsic();
    }

    /** Writes the success where it is unreadable, of the wrong type or wrong; tells whether the row ends as a success. */
    private boolean success(Book book, LoggedRow logged, ChainFact fact, Tier tier) {
        Cell cell = logged.row().cell("success");
        boolean said = logged.success().orElse(fact.success());
        boolean proven = rules.correct() && !(tier == Tier.TIME && said);
        boolean ends = proven ? fact.success() : said;
        boolean wrongType = !(cell instanceof Cell.Int) && rules.correct();
        if (logged.success().isEmpty() || wrongType || ends != said) {
            book.write(logged.id(), "success", new Cell.Int(ends ? 1 : 0), tier, fact.key());
        }
        return ends;
    }

    /** The row that a fact gets where the validator has none; a commit that was revealed has its weights. */
    static Map<String, Cell> ownRow(ChainFact fact, Optional<Reveal> reveal) {
        var cells = new LinkedHashMap<String, Cell>();
        cells.put("ts", new Cell.Text(TS.format(fact.time())));
        cells.put("block_number", new Cell.Int(fact.block().number()));
        cells.put(
                "transaction_hash",
                fact.hasExtrinsic() ? new Cell.Text(fact.extrinsicHash().hex()) : Cell.Null.NULL);
        cells.put("netuid", new Cell.Int(fact.index().netuid().value()));
        cells.put("success", new Cell.Int(fact.success() ? 1 : 0));
        cells.putAll(WeightCells.none());
        cells.put("iteration_count", Cell.Null.NULL);
        cells.put(
                "error_message",
                fact.success() || fact.error().isEmpty() ? Cell.Null.NULL : new Cell.Text(fact.error()));
        if (fact.content() instanceof ChainFact.Content.Open open) {
            cells.putAll(fact.success() ? weights(open) : WeightCells.uidsOnly(open.uids()));
        }
        reveal.ifPresent(known -> cells.putAll(weights(known.weights())));
        return cells;
    }

    /** The columns that tell weights; those that weigh nothing have no shares. */
    private static Map<String, Cell> weights(ChainFact.Content.Open open) {
        return WeightCells.of(open.uids(), open.values());
    }
}
