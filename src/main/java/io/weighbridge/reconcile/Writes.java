package io.weighbridge.reconcile;

import io.weighbridge.store.Cell;
import io.weighbridge.store.OwnRow;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.store.WeightCells;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The cells that a fact writes into a row: missing or wrong ones in a validator's row, all in an inserted one. */
final class Writes {

    private final Rules rules;

    Writes(Rules rules) {
        this.rules = rules;
    }

    /** Completes a validator's row that is now linked to a fact. */
    void complete(PlannedTable planned, LoggedRow logged, ChainFact fact, Tier tier) {
        TableRow row = logged.row();
        block(row, fact, tier)
                .ifPresent(block -> planned.write(row.id(), "block_number", new Cell.Int(block), tier, fact.key()));
        if (fact.hasExtrinsic() && namesOther(logged.hash(), fact)) {
            planned.write(
                    row.id(),
                    "transaction_hash",
                    new Cell.Text(fact.extrinsicHash().hex()),
                    tier,
                    fact.key());
        }
        boolean succeeds = success(planned, logged, fact, tier);
        if (!succeeds
                && CellParser.isEmpty(row.cell("error_message"))
                && !fact.error().isEmpty()) {
            planned.write(row.id(), "error_message", new Cell.Text(fact.error()), tier, fact.key());
        }
        if (succeeds
                && fact.success()
                && logged.hasNoWeights()
                && fact.content() instanceof ChainFact.Content.Open open
                && open.weighs()) {
            fillWeights(planned, row, open, tier, fact);
        }
    }

    /** Fills the shares of the weights and missing totals; {@code uids_json} stays as the validator wrote it. */
    private static void fillWeights(
            PlannedTable planned, TableRow row, ChainFact.Content.Open open, Tier tier, ChainFact fact) {
        weights(open).forEach((column, cell) -> {
            boolean missing = column.equals("weights_json") || CellParser.isEmpty(row.cell(column));
            if (missing && !column.equals("uids_json")) {
                planned.write(row.id(), column, cell, tier, fact.key());
            }
        });
    }

    private OptionalLong block(TableRow row, ChainFact fact, Tier tier) {
        OptionalLong logged = CellParser.integer(row.cell("block_number"));
        boolean differs = logged.isEmpty() || logged.getAsLong() != fact.block().number();
        boolean may = CellParser.isEmpty(row.cell("block_number")) || (rules.correct() && tier != Tier.TIME);
        return differs && may ? OptionalLong.of(fact.block().number()) : OptionalLong.empty();
    }

    /** Whether the cell is to be replaced by the fact's hash. */
    private boolean namesOther(HashCell cell, ChainFact fact) {
        if (cell instanceof HashCell.Bare bare) {
            return rules.correct() && !bare.hash().equals(fact.extrinsicHash());
        }
        return rules.correct() || !cell.namesExtrinsic();
    }

    /** Writes the success if it is unreadable, of the wrong type or wrong; returns the row's final success. */
    private boolean success(PlannedTable planned, LoggedRow logged, ChainFact fact, Tier tier) {
        Cell cell = logged.row().cell("success");
        boolean said = logged.success().orElse(fact.success());
        boolean proven = rules.correct() && !(tier == Tier.TIME && said);
        boolean ends = proven ? fact.success() : said;
        boolean wrongType = !(cell instanceof Cell.Int) && rules.correct();
        if (logged.success().isEmpty() || wrongType || ends != said) {
            planned.write(logged.id(), "success", new Cell.Int(ends ? 1 : 0), tier, fact.key());
        }
        return ends;
    }

    /** The cells of an inserted row; a revealed commit has its weights. */
    static Map<String, Cell> ownRow(ChainFact fact, Optional<Reveal> reveal) {
        return new OwnRow(
                        fact.time(),
                        fact.block().number(),
                        fact.extrinsicHash(),
                        fact.index().netuid(),
                        fact.success(),
                        fact.error(),
                        reveal.map(known -> weights(known.weights())).orElseGet(() -> submitted(fact)))
                .cells();
    }

    /** The weights columns of a row before a reveal. */
    private static Map<String, Cell> submitted(ChainFact fact) {
        if (!(fact.content() instanceof ChainFact.Content.Open open)) {
            return WeightCells.none();
        }
        return fact.success() ? weights(open) : WeightCells.uidsOnly(open.uids());
    }

    /** The weights columns; weights that are all 0 have no shares. */
    private static Map<String, Cell> weights(ChainFact.Content.Open open) {
        return WeightCells.of(open.uids(), open.values());
    }
}
