package io.weighbridge.cli.settings;

import io.weighbridge.alerts.AlertOptions;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.Uid;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.cli.settings.Settings.LogFormat;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import io.weighbridge.weights.Tracked;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Turns flags, environment and file into {@link Settings}. A flag wins over the environment, the environment over the
 * file; the validator's own variables come last, before the defaults.
 */
public final class SettingsReader {

    /** Where the file is looked for when none is named, below the program's folder. */
    public static final Path DEFAULT_FILE = Path.of("config", "weighbridge.yaml");

    private static final Pattern HEX_ACCOUNT = Pattern.compile("0x[0-9a-fA-F]{64}");
    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final Duration LONGEST_BLOCK_TIME = Duration.ofMinutes(1);
    private static final Duration LONGEST_SETTLE = Duration.ofDays(30);

    private final Map<Key, RawSetting> given;

    private SettingsReader(Map<Key, RawSetting> given) {
        this.given = given;
    }

    /**
     * Reads the settings of a run.
     *
     * @param flags what the command line gives; {@code "true"} for a flag without a value
     * @param environment the environment variables
     * @param home the program's folder, below which {@link #DEFAULT_FILE} is read if it is there
     * @throws ConfigException if anything is unknown or wrong
     */
    public static Settings read(Map<Key, List<String>> flags, Map<String, String> environment, Path home) {
        Map<Key, RawSetting> given = new EnumMap<>(Key.class);
        checkNames(environment);
        for (Key key : Key.values()) {
            key.fallback()
                    .flatMap(name -> fromEnvironment(key, name, environment))
                    .ifPresent(it -> given.put(key, it));
        }
        given.putAll(ConfigFile.readWherever(flags, environment, home));
        for (Key key : Key.values()) {
            fromEnvironment(key, key.variable(), environment).ifPresent(it -> given.put(key, it));
        }
        flags.forEach((key, texts) -> given.put(key, RawSetting.ofFlag(key, texts)));
        given.values().removeIf(it -> it.texts().isEmpty());
        return new SettingsReader(given).settings();
    }

    private static void checkNames(Map<String, String> environment) {
        List<String> known = Arrays.stream(Key.values()).map(Key::variable).toList();
        environment.keySet().stream()
                .filter(name -> Key.claims(name) && !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigException("unknown environment variable " + name + Nearest.suggestion(name, known));
                });
    }

    static Optional<RawSetting> fromEnvironment(Key key, String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> new RawSetting(key, List.of(text), "environment variable " + name));
    }

    private Settings settings() {
        LedgerPlace ledger = ledger();
        List<URI> endpoints = value(Key.ENDPOINT, NodeTexts::endpoints).orElse(List.of());
        StorePlace store = value(Key.STORE, PathTexts::store).orElseGet(() -> storeBeside(ledger));
        checkApart(ledger, store);
        return new Settings(
                value(Key.NETWORK, NodeTexts::network).orElse(endpoints.isEmpty() ? Network.FINNEY : Network.UNNAMED),
                endpoints,
                new Tracked(set(Key.NETUID, ALL, SettingsReader::netuid), set(Key.HOTKEY, ALL, SettingsReader::hotkey)),
                ledger,
                store,
                value(Key.HTTP, SettingsReader::http).orElse(HttpPlace.DEFAULT),
                rows(),
                value(Key.TRUST_ENDPOINT, SettingsReader::yesOrNo).orElse(false),
                value(Key.LOG_FORMAT, SettingsReader::logFormat).orElse(LogFormat.TEXT),
                value(Key.VERBOSE, SettingsReader::yesOrNo).orElse(false),
                alerts(),
                given.keySet());
    }

    private RowSettings rows() {
        RowSettings usual = RowSettings.DEFAULT;
        return new RowSettings(
                value(Key.RECONCILE_CORRECTIONS, given -> given.either("proven", true, "off", false))
                        .orElse(usual.correct()),
                given.containsKey(Key.RECONCILE_EXTRA_UIDS)
                        ? set(Key.RECONCILE_EXTRA_UIDS, NONE, SettingsReader::uid)
                        : usual.extraUids(),
                value(Key.RECONCILE_SETTLE, SettingsReader::settle).orElse(usual.settle()),
                value(Key.RECONCILE_BLOCK_TIME, SettingsReader::blockTime).orElse(usual.blockTime()),
                value(
                                Key.RECONCILE_TABLE,
                                given -> given.either("create", MissingTable.CREATE, "wait", MissingTable.WAIT))
                        .orElse(usual.missingTable()));
    }

    private static Integer uid(RawSetting given) {
        try {
            return new Uid(Integer.parseInt(given.text())).value();
        } catch (IllegalArgumentException e) {
            throw given.refuse(given.text(), "uids from 0 to 65535 with commas between them, or none");
        }
    }

    private static Duration settle(RawSetting given) {
        return DurationText.parse(given.text())
                .filter(duration -> duration.compareTo(LONGEST_SETTLE) <= 0)
                .orElseThrow(() -> given.refuse(
                        given.text(),
                        "a number and ms, s, m, h or d, such as 15m, at most " + LONGEST_SETTLE.toDays() + "d"));
    }

    private static Duration blockTime(RawSetting given) {
        return DurationText.parse(given.text())
                .filter(duration -> duration.toMillis() >= 1 && duration.compareTo(LONGEST_BLOCK_TIME) <= 0)
                .orElseThrow(() -> given.refuse(
                        given.text(),
                        "a number and ms or s, such as 250ms, at most " + LONGEST_BLOCK_TIME.toSeconds() + "s"));
    }

    private <T> Optional<T> value(Key key, Function<RawSetting, T> parse) {
        return Optional.ofNullable(given.get(key)).map(parse);
    }

    private <T> Set<T> set(Key key, String wordForEmpty, Function<RawSetting, T> parse) {
        RawSetting all = given.get(key);
        if (all == null) {
            return Set.of();
        }
        var values = new LinkedHashSet<T>();
        all.itemsUnless(wordForEmpty)
                .forEach(item -> values.add(parse.apply(new RawSetting(key, List.of(item), all.origin()))));
        return values;
    }

    private AlertOptions alerts() {
        AlertOptions usual = AlertOptions.DEFAULT;
        return new AlertOptions(
                value(Key.ALERTS_WEBHOOK, AlertTexts::webhooks).orElse(usual.webhooks()),
                value(Key.ALERTS_OVERDUE, AlertTexts::tempos).orElse(usual.overdueTempos()),
                value(Key.ALERTS_STUCK, AlertTexts::duration).orElse(usual.stuckAfter()),
                value(Key.ALERTS_REPEAT, AlertTexts::duration).orElse(usual.repeatAfter()));
    }

    private LedgerPlace ledger() {
        return value(Key.DB, db -> (LedgerPlace) new LedgerPlace.ValidatorFile(PathTexts.validatorFile(db)))
                .orElse(LedgerPlace.InStore.IN_STORE);
    }

    private static StorePlace storeBeside(LedgerPlace ledger) {
        return new StorePlace.InFile(
                ledger instanceof LedgerPlace.ValidatorFile file
                        ? file.path().resolveSibling(PathTexts.STORE_NAME)
                        : Path.of(PathTexts.STORE_NAME));
    }

    private static void checkApart(LedgerPlace ledger, StorePlace place) {
        if (ledger instanceof LedgerPlace.ValidatorFile file
                && place instanceof StorePlace.InFile store
                && isSame(file.path(), store.path())) {
            throw new ConfigException("cannot use " + store.path() + " as --db and as --store: the validator's file and"
                    + " Weighbridge's own are two. Leave --store out, and it is " + PathTexts.STORE_NAME
                    + " beside --db");
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
    }

    private static Netuid netuid(RawSetting given) {
        try {
            return netuid(Integer.parseInt(given.text()));
        } catch (IllegalArgumentException e) {
            throw given.refuse(given.text(), "subnet numbers from 0 to 4095 with commas between them, or all");
        }
    }

    private static Netuid netuid(int number) {
        if (number >= Netuid.LIMIT) {
            throw new IllegalArgumentException("no subnet has the number " + number);
        }
        return new Netuid(number);
    }

    private static AccountId hotkey(RawSetting given) {
        if (HEX_ACCOUNT.matcher(given.text()).matches()) {
            throw given.refuse(
                    given.text(),
                    "an address, this is a public key; as an address it is "
                            + AccountId.fromHex(given.text()).ss58());
        }
        if (given.text().contains("://")) {
            throw given.refuse(given.text(), "an SS58 address, which begins with 5, this is one of another kind");
        }
        try {
            return AccountId.fromSs58(given.text());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("cannot use hotkey (" + given.origin() + "): " + e.getMessage()
                    + (given.text().contains(" ") ? "; several are divided by commas" : ""));
        }
    }

    static HttpPlace http(RawSetting given) {
        String text = given.text();
        if (text.equalsIgnoreCase("off")) {
            return HttpPlace.Off.OFF;
        }
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, colon);
            int port = Integer.parseInt(text.substring(colon + 1));
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            if (port >= 0 && port <= 0xffff && !host.isEmpty() && (bracketed || !host.contains(":"))) {
                return new HttpPlace.Address(bracketed ? host.substring(1, host.length() - 1) : host, port);
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw given.refuse(text, "HOST:PORT, such as 127.0.0.1:8480, or off");
        }
        throw given.refuse(text, "HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:8480, or off");
    }

    private static boolean yesOrNo(RawSetting given) {
        return given.either("true", true, "false", false);
    }

    private static LogFormat logFormat(RawSetting given) {
        return given.either("text", LogFormat.TEXT, "json", LogFormat.JSON);
    }
}
