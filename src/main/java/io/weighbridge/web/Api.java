package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The read-only queries below {@code /api/v1}; {@code openapi.json} there describes them. */
final class Api {

    /** As many columns as a wide screen has room for; their keys fit into a request line. */
    private static final int MOST_WEIGHTS = 500;

    private static final String EVENTS = "text/event-stream";

    private final WebServer.Content content;

    private Api(WebServer.Content content) {
        this.content = content;
    }

    /** Adds the routes. */
    static void register(JavalinConfig config, WebServer.Content content) {
        var api = new Api(content);
        Routes.get(config, "/api/v1/status", List.of(), api::status);
        Routes.get(config, "/api/v1/coverage", HistoryParameters.PAGING, api::coverage);
        Routes.get(config, "/api/v1/history", HistoryParameters.NAMES, api::history);
        Routes.get(config, "/api/v1/facts/{id}", List.of(), api::fact);
        Routes.get(config, "/api/v1/timeline", HistoryParameters.NAMES, api::timeline);
        Routes.get(config, "/api/v1/weights", List.of("ids"), api::weights);
        Routes.get(config, "/api/v1/commits", List.of("from", "to"), api::commits);
        Routes.get(config, "/api/v1/rows", List.of(), api::rows);
        Routes.get(config, "/api/v1/delays", List.of(), api::delays);
        config.routes.before("/api/v1/stream", api::admit);
        config.routes.sse("/api/v1/stream", content.live()::serve);
    }

    private void status(Context context) {
        ObjectNode json = StatusJson.of(content.status().get());
        json.set("current", content.readiness().verdict().json());
        Answer.json(context, json);
    }

    private void coverage(Context context) {
        HistoryParameters.Page page = HistoryParameters.page(context::queryParam, CoverageJson.PAGE);
        Answer.json(context, CoverageJson.of(content.status().get(), page.offset(), page.limit()));
    }

    private void history(Context context) {
        FactQuery query = HistoryParameters.read(context::queryParam, content.tracked(), HistoryParameters.PAGE);
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("total", content.history().count(query))
                .put("offset", query.offset())
                .put("limit", query.limit());
        page.putArray("items").addAll(content.history().page(query));
        Answer.json(context, page);
    }

    private void fact(Context context) {
        long id = key(context.pathParam("id"));
        var fact = content.history().fact(id);
        if (fact.isPresent()) {
            Answer.json(context, fact.get());
        } else {
            Answer.problem(
                    context,
                    404,
                    "No such fact",
                    "no fact has the key " + id,
                    "a key that /api/v1/history shows as id");
        }
    }

    private void timeline(Context context) {
        FactQuery query = HistoryParameters.read(context::queryParam, content.tracked(), HistoryParameters.OUTLINES);
        Answer.json(context, content.history().timeline(query));
    }

    private void weights(Context context) {
        String ids = context.queryParam("ids");
        if (ids == null || ids.isBlank()) {
            throw new BadRequest("the parameter ids is missing", "keys of facts with commas between them");
        }
        Set<Long> keys = Arrays.stream(ids.split(",", -1)).map(Api::key).collect(Collectors.toSet());
        if (keys.size() > MOST_WEIGHTS) {
            throw new BadRequest("cannot use ids: " + keys.size() + " of them", "at most " + MOST_WEIGHTS);
        }
        Answer.json(context, content.history().weights(keys));
    }

    private void commits(Context context) {
        BlockRange blocks = HistoryParameters.blocks(context::queryParam);
        Answer.json(context, content.history().commits(content.tracked(), blocks));
    }

    private void rows(Context context) {
        Answer.json(context, content.history().rowCounts());
    }

    private void delays(Context context) {
        Answer.json(context, content.delays().json());
    }

    private void admit(Context context) {
        String accepted = context.header("Accept");
        if (accepted == null || !accepted.contains(EVENTS)) {
            Answer.problem(
                    context,
                    406,
                    "Events only",
                    "the header Accept is " + (accepted == null ? "missing" : "'" + accepted + "'"),
                    EVENTS + " in it, as in curl -N -H 'Accept: " + EVENTS + "'");
            context.skipRemainingHandlers();
        } else if (content.live().isFull()) {
            Answer.problem(
                    context,
                    503,
                    "Too many listeners",
                    "nobody else can listen now",
                    "at most " + LiveStream.MOST_CLIENTS + " listeners; close a page, or try again later");
            context.skipRemainingHandlers();
        }
    }

    private static long key(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new BadRequest("cannot use id '" + text + "'", "a whole number");
        }
    }
}
