package io.weighbridge.source.rpc;

/** What a status of HTTP means where JSON-RPC was expected, for a person. */
final class HttpStatus {

    private HttpStatus() {}

    /** The number with what it means and what to do; for a WebSocket that did not open, or a request that was not answered. */
    static String words(int status) {
        return "HTTP " + status + ": "
                + switch (status) {
                    case 401, 403 -> "the key is missing or wrong; check the URL and the account with the provider";
                    case 404, 405 -> "there is no JSON-RPC at that path; check the URL";
                    default -> {
                        if (status >= 500) {
                            yield "the server behind it fails; try later, or use another endpoint";
                        }
                        if (status / 100 == 3) {
                            yield "it has moved elsewhere; check the URL, and http or https, ws or wss in it";
                        }
                        yield "it is no JSON-RPC endpoint of this kind; check the URL, and whether it speaks http or ws";
                    }
                };
    }
}
