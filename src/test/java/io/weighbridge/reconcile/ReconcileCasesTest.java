package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Cell;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the written cases of the contract, each step twice: the second time nothing may change. */
class ReconcileCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Rules DEFAULTS =
            Rules.defaults(new Netuid(30), AccountId.fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));

    @TestFactory
    Stream<DynamicTest> everyCaseOfTheContractComesOutAsWritten() throws IOException {
        return cases(Files.readString(SharedData.path("../reconcile-cases.json")));
    }

    @TestFactory
    Stream<DynamicTest> everyFurtherCaseComesOutAsWritten() throws IOException {
        try (InputStream further = ReconcileCasesTest.class.getResourceAsStream("more-cases.json")) {
            return cases(new String(Objects.requireNonNull(further).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Stream<DynamicTest> cases(String json) throws IOException {
        JsonNode document = JSON.readTree(json);
        return StreamSupport.stream(document.get("cases").spliterator(), false)
                .map(one -> DynamicTest.dynamicTest(
                        one.get("id").asText() + " " + one.get("title").asText(), () -> run(document, one)));
    }

    private static void run(JsonNode document, JsonNode one) {
        var ledger = new MemoryLedger();
        ObjectNode settings = document.get("settings").deepCopy();
        one.path("settings").properties().forEach(entry -> settings.set(entry.getKey(), entry.getValue()));
        ArrayNode facts = JSON.createArrayNode();
        ArrayNode reveals = JSON.createArrayNode();
        int number = 0;
        for (JsonNode step : one.get("steps")) {
            String where = one.get("id").asText() + ", step " + ++number;
            prepare(ledger, step);
            step.path("facts").forEach(facts::add);
            step.path("reveals").forEach(reveals::add);
            ObjectNode file = JSON.createObjectNode();
            file.set("settings", settings);
            file.set("clock", document.get("clock"));
            file.set("facts", facts);
            file.set("reveals", reveals);
            file.set("head", step.get("head"));
            JsonNode expected = step.get("expect");
            FactsFile input = FactsFile.parse(file.toString(), DEFAULTS);
            if (step.has("undo_row")) {
                long row = step.get("undo_row").asLong();
                var undone = Undo.of(input.rules(), ledger, input.chain(), Set.of(row));
                assertThat(undone.kept().getOrDefault(row, List.of()))
                        .as(where)
                        .isEqualTo(strings(expected.path("undo_kept")));
                ledger.apply(undone.steps());
            }
            Reconciliation result = reconcile(input, ledger);
            ledger.apply(result.steps());
            check(where, ledger, result, expected);
            assertThat(reconcile(input, ledger).steps()).as(where + ", again").isEmpty();
        }
    }

    private static Reconciliation reconcile(FactsFile input, MemoryLedger ledger) {
        return Reconciler.reconcile(input.rules(), input.head(), ledger, input.chain());
    }

    private static void prepare(MemoryLedger ledger, JsonNode step) {
        if (step.path("recreate_table").asBoolean()) {
            ledger.recreate();
        }
        step.path("delete_rows").forEach(id -> ledger.delete(id.asLong()));
        for (JsonNode row : step.path("insert_rows")) {
            var cells = new LinkedHashMap<String, Cell>();
            row.properties().forEach(entry -> cells.put(entry.getKey(), cell(entry.getValue())));
            cells.remove("id");
            ledger.insert(row.get("id").asLong(), cells);
        }
        for (JsonNode update : step.path("update_rows")) {
            update.get("set")
                    .properties()
                    .forEach(entry -> ledger.set(update.get("id").asLong(), entry.getKey(), cell(entry.getValue())));
        }
    }

    private static void check(String where, MemoryLedger ledger, Reconciliation result, JsonNode expected) {
        var table = new TreeMap<Long, Map<String, Object>>();
        for (TableRow row : ledger.rows()) {
            table.put(row.id(), readable(row.cells()));
        }
        var wanted = new TreeMap<Long, Map<String, Object>>();
        for (JsonNode row : expected.get("table")) {
            var cells = new LinkedHashMap<String, Cell>();
            TableRow.COLUMNS.forEach(column -> cells.put(column, cell(row.path(column))));
            wanted.put(row.get("id").asLong(), readable(cells));
        }
        assertThat(table).as(where).isEqualTo(wanted);
        assertThat(ledger.links().stream().map(ReconcileCasesTest::text))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(
                        StreamSupport.stream(expected.get("links").spliterator(), false)
                                .map(ReconcileCasesTest::text)
                                .toList());
        for (JsonNode link : expected.get("links")) {
            for (String flag : List.of("weights_mismatch", "weights_verified")) {
                if (link.has(flag)) {
                    assertThat(result.links().stream()
                                    .filter(one -> one.row() == link.get("row").asLong())
                                    .findFirst()
                                    .orElseThrow()
                                    .flags())
                            .as(where)
                            .containsEntry(flag, link.get(flag).asBoolean());
                }
            }
        }
        var rows = new TreeMap<String, String>();
        result.rows().forEach((id, verdict) -> rows.put(id.toString(), verdict.word()));
        assertThat(rows).as(where + " rows").isEqualTo(strings(expected, "rows"));
        var facts = new TreeMap<String, String>();
        result.facts().forEach((key, verdict) -> facts.put(key, verdict.word()));
        facts.values().removeAll(List.of("linked", "inserted"));
        assertThat(facts).as(where + " facts").isEqualTo(strings(expected, "facts"));
    }

    private static String text(RowLink link) {
        return link.row() + " " + link.fact() + " " + link.tier().word() + " "
                + link.role().word();
    }

    private static String text(JsonNode link) {
        return link.get("row").asText() + " " + link.get("fact").asText() + " "
                + link.get("tier").asText() + " " + link.path("role").asText("primary");
    }

    private static Map<String, String> strings(JsonNode node, String name) {
        var map = new TreeMap<String, String>();
        node.path(name)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static List<String> strings(JsonNode list) {
        var strings = new TreeSet<String>();
        list.forEach(one -> strings.add(one.asText()));
        return List.copyOf(strings);
    }

    private static Map<String, Object> readable(Map<String, Cell> cells) {
        var map = new TreeMap<String, Object>();
        cells.forEach((column, cell) -> map.put(column, column.endsWith("_json") ? parsed(cell) : cell));
        return map;
    }

    private static Object parsed(Cell cell) {
        try {
            return JSON.readTree(cell.text()).toString().replaceAll("(\\.\\d{9})\\d+", "$1");
        } catch (IOException e) {
            return cell;
        }
    }

    private static Cell cell(JsonNode value) {
        if (value.isObject()) {
            return new Cell.Blob(Bytes.fromHex(value.get("blob").asText()));
        }
        if (value.isNull() || value.isMissingNode()) {
            return Cell.Null.NULL;
        }
        if (value.isIntegralNumber()) {
            return new Cell.Int(value.asLong());
        }
        return value.isNumber() ? new Cell.Real(value.asDouble()) : new Cell.Text(value.asText());
    }
}
