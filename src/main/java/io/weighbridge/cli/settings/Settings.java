package io.weighbridge.cli.settings;

import io.weighbridge.alerts.AlertOptions;
import io.weighbridge.weights.Tracked;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the operator wants, checked.
 *
 * @param network which chain it has to be
 * @param endpoints the nodes that were given, in order; empty for the network's public ones
 * @param tracked whose weights are wanted, and where
 * @param ledger where {@code weight_transactions} lives
 * @param store where Weighbridge's own database is
 * @param http where HTTP is served
 * @param rows how rows are kept beside a validator
 * @param trustEndpoint whether bodies of blocks are taken without comparing them with the extrinsics root
 * @param logFormat how logs are written
 * @param verbose whether details are logged and faults show their stack trace
 * @param alerts who is told of what goes wrong
 * @param given the settings that were not left to their defaults
 */
public record Settings(
        Network network,
        List<URI> endpoints,
        Tracked tracked,
        LedgerPlace ledger,
        StorePlace store,
        HttpPlace http,
        RowSettings rows,
        boolean trustEndpoint,
        LogFormat logFormat,
        boolean verbose,
        AlertOptions alerts,
        Set<Key> given) {

    /** Copies the collections. */
    public Settings {
        endpoints = List.copyOf(endpoints);
        given = Set.copyOf(given);
    }

    /** Where the table {@code weight_transactions} lives. */
    public sealed interface LedgerPlace {
        /**
         * In the validator's file.
         *
         * @param path the file
         */
        record ValidatorFile(Path path) implements LedgerPlace {}

        /** In the store, with everything else. */
        enum InStore implements LedgerPlace {
            /** The only one. */
            IN_STORE
        }
    }

    /** Where HTTP is served. */
    public sealed interface HttpPlace {

        /** Loopback, port 8480. */
        Address DEFAULT = new Address("127.0.0.1", 8480);

        /**
         * Reads what stands behind {@code --http}.
         *
         * @throws ConfigException if it is no such place
         */
        static HttpPlace ofFlag(String text) {
            return SettingsReader.http(new RawSetting(Key.HTTP, List.of(text), "flag " + Key.HTTP.flag()));
        }

        /**
         * On an address.
         *
         * @param host a name or an IP address
         * @param port 0 for any free one, to 65535
         */
        record Address(String host, int port) implements HttpPlace {}

        /** Nowhere. */
        enum Off implements HttpPlace {
            /** The only one. */
            OFF
        }
    }

    /** How logs are written. */
    public enum LogFormat {
        /** Lines for people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }

    /** The nodes to ask for blocks as they become final. */
    public List<URI> liveEndpoints() {
        return endpoints.isEmpty() ? network.liveEndpoints() : endpoints;
    }

    /** The nodes to ask for blocks of any age. */
    public List<URI> archiveEndpoints() {
        return endpoints.isEmpty() ? network.archiveEndpoints() : endpoints;
    }

    /**
     * These settings, if they say enough to index with.
     *
     * @throws ConfigException if the hotkey is not told, or the validator's file cannot be served with what is told
     */
    public Settings readyToIndex() {
        if (!given.contains(Key.HOTKEY)) {
            throw new ConfigException("no hotkey is set: whose weights are wanted? Give --hotkey SS58 (or "
                    + Key.HOTKEY.variable() + ", or 'hotkey:' in the file), or --hotkey all for everybody's");
        }
        if (ledger instanceof LedgerPlace.ValidatorFile file) {
            if (!given.contains(Key.NETUID)) {
                throw new ConfigException(
                        "no netuid is set: which subnet's rows belong in the validator's file " + file.path()
                                + "? Give --netuid N (or " + Key.NETUID.variable() + ", or 'netuid:' in the file)");
            }
            if (tracked.hotkeys().size() > 1) {
                throw new ConfigException(
                        "cannot use " + tracked.hotkeys().size() + " hotkeys with the validator's file " + file.path()
                                + ": its table has no column for the hotkey, so expected one; run once for each, or leave --db out");
            }
            if (tracked.hotkeys().size() == 1 && tracked.netuids().size() != 1) {
                throw new ConfigException(
                        "cannot use "
                                + (tracked.netuids().isEmpty()
                                        ? "all"
                                        : tracked.netuids().size())
                                + " subnets with the validator's file " + file.path()
                                + ": a validator writes one file for one subnet, so expected one; run once for each, or leave --db out");
            }
        }
        return this;
    }
}
