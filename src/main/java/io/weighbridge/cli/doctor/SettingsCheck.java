package io.weighbridge.cli.doctor;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.EndpointName;
import io.weighbridge.cli.settings.Network;
import io.weighbridge.cli.settings.OpenSecrets;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the settings say enough, and nothing that is likely not meant. */
public final class SettingsCheck {

    private static final String SUBJECT = "settings";
    private static final String HTTP = "HTTP";

    private final List<Finding> findings = new ArrayList<>();
    private final Settings settings;

    private SettingsCheck(Settings settings) {
        this.settings = settings;
    }

    /**
     * Looks at them.
     *
     * @param settings the settings
     * @param open secrets among them that everybody on this machine can read
     */
    public static List<Finding> of(Settings settings, Optional<OpenSecrets> open) {
        var check = new SettingsCheck(settings);
        check.whose();
        open.ifPresent(check::secrets);
        check.databases();
        check.transport();
        check.http();
        return check.findings;
    }

    private void whose() {
        try {
            Settings ready = settings.readyToIndex();
            String hotkeys = ready.tracked().hotkeys().isEmpty()
                    ? "every hotkey"
                    : ready.tracked().hotkeys().stream().map(Object::toString).collect(Collectors.joining(", "));
            String netuids = ready.tracked().netuids().isEmpty()
                    ? "every subnet"
                    : "netuid "
                            + ready.tracked().netuids().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "));
            findings.add(Finding.ok(SUBJECT, hotkeys + " on " + netuids + ", network " + network()));
        } catch (ConfigException e) {
            findings.add(Finding.fault(SUBJECT, String.valueOf(e.getMessage()), ""));
        }
    }

    private void secrets(OpenSecrets open) {
        findings.add(Finding.warning(
                SUBJECT,
                "every user of this machine can read " + open.file() + ", which holds secrets: "
                        + String.join(", ", open.keys()),
                "'chmod o= " + open.file()
                        + "'; the user of the service has to be its owner or in its group: 'chgrp GROUP' before it"));
    }

    private String network() {
        return settings.network() == Network.UNNAMED
                ? "of the endpoint"
                : settings.network().word();
    }

    private void databases() {
        if (settings.ledger() instanceof LedgerPlace.InStore) {
            findings.add(
                    Finding.note(SUBJECT, "no --db: rows go to the store, and no validator's own rows are completed"));
        }
    }

    private void transport() {
        for (URI node : settings.endpoints()) {
            if ("ws".equalsIgnoreCase(node.getScheme()) && !isLoopback(node.getHost())) {
                findings.add(Finding.warning(
                        SUBJECT,
                        EndpointName.of(node)
                                + " is not encrypted: whoever is on the way can read and change what it says",
                        "use wss://, or a tunnel to the node"));
            }
        }
        if (settings.trustEndpoint() && settings.network().genesis().isPresent()) {
            findings.add(Finding.warning(
                    SUBJECT,
                    "trust-endpoint is on for a public network: bodies of blocks are taken without a check",
                    "leave --trust-endpoint out; it is for Chopsticks and recordings"));
        }
    }

    private void http() {
        if (!(settings.http() instanceof HttpPlace.Address address)) {
            findings.add(Finding.note(HTTP, "off: no page, no metrics, no health"));
            return;
        }
        String place = address.host() + ":" + address.port();
        if (!isLoopback(address.host())) {
            findings.add(Finding.warning(
                    HTTP,
                    place + " can be reached from other machines, by anybody",
                    "use 127.0.0.1 and a reverse proxy or an SSH tunnel, or a firewall"));
        }
        findings.add(
                isFree(address)
                        ? Finding.ok(HTTP, place + " is free")
                        : Finding.note(HTTP, place + " is in use: by 'follow', if it runs; else give another --http"));
    }

    private static boolean isFree(HttpPlace.Address address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.host(), address.port()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        // Only what is an address already: a name would be asked for.
        boolean isAddress = host.matches("[0-9.]+") || host.contains(":");
        try {
            return isAddress && InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }
}
