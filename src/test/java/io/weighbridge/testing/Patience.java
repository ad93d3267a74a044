package io.weighbridge.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long a test waits for what has to come, before it counts as lost: so long that a machine busy with other things has
 * time for it. A wait that succeeds costs nothing. It is Awaitility's own limit in every test, for JUnit finds this class as
 * a service.
 */
public final class Patience implements BeforeAllCallback {

    /** The limit, for what is no wait of Awaitility. */
    public static final long SECONDS = 120;

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(SECONDS));
    }
}
