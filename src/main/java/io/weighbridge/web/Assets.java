package io.weighbridge.web;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the page, all of them out of the jar: a fixed list, so that no path can lead elsewhere. */
final class Assets {

    private static final String OURS = "/web/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** Where each file is served, and where it is. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("/", OURS + "index.html"),
            Map.entry("/favicon.svg", OURS + "favicon.svg"),
            Map.entry("/favicon-bad.svg", OURS + "favicon-bad.svg"),
            Map.entry("/page/page.css", OURS + "page.css"),
            Map.entry("/page/theme.js", OURS + "theme.js"),
            Map.entry("/page/page.js", OURS + "page.js"),
            Map.entry("/page/api.js", OURS + "api.js"),
            Map.entry("/page/facts.js", OURS + "facts.js"),
            Map.entry("/page/format.js", OURS + "format.js"),
            Map.entry("/page/now.js", OURS + "now.js"),
            Map.entry("/page/heatmap.js", OURS + "heatmap.js"),
            Map.entry("/page/plots.js", OURS + "plots.js"),
            Map.entry("/page/rows.js", OURS + "rows.js"),
            Map.entry("/page/detail.js", OURS + "detail.js"),
            Map.entry("/page/axis.js", OURS + "axis.js"),
            Map.entry("/page/gestures.js", OURS + "gestures.js"),
            Map.entry("/page/lanes.js", OURS + "lanes.js"),
            Map.entry("/page/overview.js", OURS + "overview.js"),
            Map.entry("/page/shades.js", OURS + "shades.js"),
            Map.entry("/page/verdict.js", OURS + "verdict.js"),
            Map.entry("/page/uplot.js", UPLOT + "uPlot.iife.min.js"),
            Map.entry("/page/uplot.css", UPLOT + "uPlot.min.css"),
            Map.entry("/api/v1/openapi.json", OURS + "openapi.json"));

    private Assets() {}

    /** Serves every file. */
    static void register(JavalinConfig config) {
        FILES.forEach((path, file) -> {
            byte[] content = content(file);
            Routes.get(config, path, context -> Answer.tagged(context, contentType(file), content));
        });
    }

    private static byte[] content(String file) {
        try (InputStream stream = Assets.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + file + ": build it anew with 'mvn package'");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + " from the jar", e);
        }
    }

    private static String contentType(String file) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> "application/json";
        };
    }
}
