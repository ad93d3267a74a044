package io.weighbridge.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is verified and what is not, page by page: each list holds its own part, and its total beside it. */
final class CoverageJson {

    /** How many of each list a page holds. */
    static final HistoryParameters.Limit PAGE = new HistoryParameters.Limit(1000, 10_000);

    private static final String TOTAL = "_total";

    private CoverageJson() {}

    /**
     * One page.
     *
     * @param offset how many of each list are passed over
     * @param limit how many of each follow at the most
     */
    static ObjectNode of(StatusReport report, long offset, int limit) {
        ObjectNode all = StatusJson.of(report);
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("offset", offset).put("limit", limit);
        json.set("lag_blocks", all.path("lag_blocks"));
        ArrayNode targets = json.putArray("targets");
        for (JsonNode target : all.path("targets")) {
            ObjectNode one = targets.addObject();
            target.properties().forEach(field -> one.set(field.getKey(), field.getValue()));
            List.of("coverage", "gaps").forEach(list -> put(one, list, target.path(list), offset, limit));
        }
        List.of("parked_blocks", "coverage_rows").forEach(list -> put(json, list, all.path(list), offset, limit));
        return json;
    }

    private static void put(ObjectNode json, String name, JsonNode all, long offset, int limit) {
        ArrayNode page = json.putArray(name);
        for (long i = offset; i < all.size() && page.size() < limit; i++) {
            page.add(all.get((int) i));
        }
        json.put(name + TOTAL, all.size());
    }
}
