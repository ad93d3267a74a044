package io.weighbridge.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;

/** Adds what is served: each path answers GET, HEAD with the same headers and no body, and nothing else. */
final class Routes {

    private Routes() {}

    /** Serves a path that takes no parameters or looks at them itself. */
    static void get(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    /** The same, where each parameter has to be one of these, and be given once: a slip of the pen is no other question. */
    static void get(JavalinConfig config, String path, List<String> parameters, Handler handler) {
        get(config, path, context -> {
            check(context, parameters);
            handler.handle(context);
        });
    }

    private static void check(Context context, List<String> parameters) {
        for (Map.Entry<String, List<String>> given : context.queryParamMap().entrySet()) {
            if (!parameters.contains(given.getKey())) {
                throw new BadRequest(
                        "there is no parameter '" + given.getKey() + "' here",
                        parameters.isEmpty() ? "none" : "one of " + String.join(", ", parameters));
            }
            if (given.getValue().size() > 1) {
                throw new BadRequest(
                        given.getKey() + " is given " + given.getValue().size() + " times",
                        "once; where several values are allowed, with commas between them");
            }
        }
    }
}
