package io.weighbridge.web;

/**
 * Where HTTP is served.
 *
 * @param host a name or an IP address of this machine; loopback unless the operator says otherwise
 * @param port 0 for any free one, to 65535
 */
public record WebOptions(String host, int port) {

    /** Loopback, port 8480. */
    public static final WebOptions DEFAULT = new WebOptions("127.0.0.1", 8480);

    /** Checks the port. */
    public WebOptions {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("a port lies between 0 and 65535: " + port);
        }
    }
}
