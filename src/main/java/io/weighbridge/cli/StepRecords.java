package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.store.Cell;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.RowLink;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The records of one step of a reconciliation: one for each row or fact, its written cells beside its link. */
final class StepRecords implements LedgerChange.Cases<Stream<ObjectNode>> {

    private final List<String> cells = new ArrayList<>();

    private StepRecords(List<LedgerChange> step) {
        for (LedgerChange change : step) {
            if (change instanceof LedgerChange.Write write) {
                Fill fill = write.fill();
                cells.add(text(fill.column(), fill.before(), fill.after()));
            } else if (change instanceof LedgerChange.TakeBack back) {
                Fill fill = back.fill();
                cells.add(text(fill.column(), fill.after(), fill.before()));
            }
        }
    }

    /** The records, in the order of the changes. */
    static List<ObjectNode> of(List<LedgerChange> step) {
        var records = new StepRecords(step);
        return step.stream().flatMap(change -> change.match(records)).toList();
    }

    /** It stands with the link of its row. */
    @Override
    public Stream<ObjectNode> write(LedgerChange.Write change) {
        return Stream.of();
    }

    /** It stands with the link of its row. */
    @Override
    public Stream<ObjectNode> takeBack(LedgerChange.TakeBack change) {
        return Stream.of();
    }

    @Override
    public Stream<ObjectNode> insert(LedgerChange.Insert change) {
        return one("inserted", "", change.fact(), "inserted", "no row tells of it");
    }

    @Override
    public Stream<ObjectNode> delete(LedgerChange.Delete change) {
        return one("deleted", Long.toString(change.row().id()), "", "inserted", "our own row gives way");
    }

    @Override
    public Stream<ObjectNode> putLink(LedgerChange.PutLink change) {
        RowLink link = change.link();
        return Stream.of(ReconcileRecords.record(
                link.role() == RowLink.Role.PRIMARY ? "linked" : link.role().word(),
                Long.toString(link.row()),
                link.fact(),
                link.tier().word(),
                link.evidence() + flags(link),
                cells));
    }

    @Override
    public Stream<ObjectNode> dropLink(LedgerChange.DropLink change) {
        return Stream.of(ReconcileRecords.record(
                "unlinked", Long.toString(change.row()), "", "", "its link does not hold", cells));
    }

    @Override
    public Stream<ObjectNode> bury(LedgerChange.Bury change) {
        return one("buried", "", change.fact(), "tombstone", "its row was deleted");
    }

    /** Undoing tells of it in its own way. */
    @Override
    public Stream<ObjectNode> suppress(LedgerChange.Suppress change) {
        return Stream.of();
    }

    @Override
    public Stream<ObjectNode> voidLinks(LedgerChange.VoidLinks change) {
        return one("unlinked", "", "", "", "the table was made anew");
    }

    private static Stream<ObjectNode> one(String what, String row, String fact, String verdict, String reason) {
        return Stream.of(ReconcileRecords.record(what, row, fact, verdict, reason, List.of()));
    }

    private static String flags(RowLink link) {
        var words = new StringBuilder();
        new TreeMap<>(link.flags())
                .forEach((flag, set) ->
                        words.append(", ").append(flag).append('=').append(set));
        return words.toString();
    }

    private static String text(String column, Cell from, Cell to) {
        return column + ": " + text(from) + " → " + text(to);
    }

    private static String text(Cell cell) {
        return cell == Cell.Null.NULL
                ? "NULL"
                : cell instanceof Cell.Blob blob ? blob.value().hex() : cell.text();
    }
}
