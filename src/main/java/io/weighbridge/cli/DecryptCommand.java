package io.weighbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.timelock.Timelock;
import io.weighbridge.timelock.Timelock.Opened;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.commit.CommitState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what timelocked commits held. */
@Command(
        name = "decrypt",
        header = "Show the weights of timelocked commits that the chain did not show.",
        description = {
            "",
            "Opens the stored commits whose reveal is not certain - lost, ambiguous, pending once their round is over - with the"
                    + " drand signature that the chain itself took in. The chain keeps signatures for about a week; for older"
                    + " commits give an archive endpoint. Nothing is written: the chain did not apply these weights.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge decrypt --hotkey 5Grw… --netuid 30",
            "  weighbridge decrypt --all --format json --endpoint wss://archive.example:443"
        },
        mixinStandardHelpOptions = true)
final class DecryptCommand implements Callable<Integer> {

    private static final List<String> HEAD =
            List.of("BLOCK", "POSITION", "HOTKEY", "NETUID", "STATE", "ROUND", "WEIGHTS");

    private final Console console;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--all", description = "Open those too that the chain revealed.")
    private boolean all;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or ndjson. Default: table.")
    private String format = "table";

    DecryptCommand(Console console) {
        this.console = console;
    }

    /** A commit that is to be opened. */
    private record Sealed(StoredCommit commit, WeightFact fact, Payload.TimelockedCommit payload) {}

    @Override
    public Integer call() {
        RecordFormat chosen = format();
        Settings settings = common.settings(console);
        try (var databases = OpenStore.toRead(settings);
                var source =
                        NodeSources.of(settings.archiveEndpoints(), settings.trustEndpoint(), SourceListener.NONE)) {
            checkChain(databases.store(), source);
            List<Sealed> sealed = sealed(databases.store(), settings);
            var pulses = new DrandPulses(source);
            List<ObjectNode> records =
                    sealed.stream().map(commit -> record(commit, pulses)).toList();
            if (chosen == RecordFormat.TABLE) {
                print(records);
            } else {
                try (RecordWriter writer = chosen.writer(console.out(), List.of(), TextLayout.PLAIN)) {
                    records.forEach(writer::write);
                }
            }
        }
        return ExitCode.DONE.value();
    }

    private RecordFormat format() {
        RecordFormat chosen = RecordFormat.of(format);
        if (chosen == RecordFormat.CSV) {
            throw ConfigException.ofFlag("format", format, "table, json or ndjson, as weights are lists");
        }
        return chosen;
    }

    private static void checkChain(Store store, ChainSource source) {
        Hash served = source.genesisHash().blockingGet();
        if (!store.genesis().orElse(served).equals(served)) {
            throw new SourceException.Unusable("the endpoint serves the chain with genesis hash " + served
                    + ", the store holds another. Check --network, --endpoint and --store");
        }
    }

    private List<Sealed> sealed(Store store, Settings settings) {
        List<StoredCommit> wanted = store.commits(settings.tracked()).stream()
                .filter(commit -> all
                        || commit.state() != CommitState.REVEALED
                        || commit.life().ambiguous())
                .toList();
        Set<Long> keys =
                wanted.stream().map(commit -> commit.life().commit().fact()).collect(Collectors.toSet());
        Map<Long, WeightFact> facts =
                store.factsByKey(keys).stream().collect(Collectors.toMap(StoredFact::id, StoredFact::fact));
        var sealed = new ArrayList<Sealed>();
        for (StoredCommit commit : wanted) {
            WeightFact fact = facts.get(commit.life().commit().fact());
            if (fact != null
                    && fact.payload() instanceof Payload.TimelockedCommit payload
                    && !payload.ciphertext().isEmpty()) {
                sealed.add(new Sealed(commit, fact, payload));
            }
        }
        return sealed;
    }

    private static ObjectNode record(Sealed sealed, DrandPulses pulses) {
        WeightFact fact = sealed.fact();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("block_number", fact.block().number());
        record.put("position", fact.position().text());
        record.put("hotkey", fact.hotkey().ss58());
        record.put("netuid", fact.index().netuid().value());
        record.put("mechanism_id", fact.index().mechanism().value());
        record.put("commit_state", sealed.commit().state().word());
        record.put("commit_ambiguous", sealed.commit().life().ambiguous());
        record.put("reveal_round", Long.toUnsignedString(sealed.payload().revealRound()));
        Optional<Bytes> signature = pulses.signature(
                sealed.payload().revealRound(), sealed.payload().window());
        Optional<Opened> opened =
                signature.flatMap(given -> open(sealed.payload().ciphertext(), given));
        record.set("uids", numbers(opened, Opened::uids));
        record.set("values", numbers(opened, Opened::values));
        record.put(
                "version_key",
                opened.map(weights -> Long.toUnsignedString(weights.versionKey()))
                        .orElse(null));
        record.put("reason", reason(fact, signature, opened));
        return record;
    }

    private static Optional<Opened> open(Bytes ciphertext, Bytes signature) {
        try {
            return Timelock.open(ciphertext, signature);
        } catch (LinkageError e) {
            throw new ConfigException(
                    "cannot decrypt on this machine: expected Linux, macOS or Windows on x86-64, or Linux or"
                            + " macOS on ARM64, found " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch"));
        }
    }

    /** Why there are no weights, or why the chain would not take them; null where neither is so. */
    private static @Nullable String reason(WeightFact fact, Optional<Bytes> signature, Optional<Opened> opened) {
        if (signature.isEmpty()) {
            return "the state does not have the signature of its round: it is still to come, or older than the state goes"
                    + " back; an archive endpoint may have it";
        }
        if (opened.isEmpty()) {
            return "it is no ciphertext for its round: nobody can open it";
        }
        return opened.get()
                        .hotkey()
                        .filter(named -> !named.equals(fact.hotkey()))
                        .isPresent()
                ? "it names another hotkey, so the chain drops it"
                : null;
    }

    private static JsonNode numbers(Optional<Opened> opened, Function<Opened, List<Integer>> which) {
        if (opened.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        var numbers = JsonNodeFactory.instance.arrayNode();
        which.apply(opened.get()).forEach(numbers::add);
        return numbers;
    }

    private void print(List<ObjectNode> records) {
        if (records.isEmpty()) {
            console.say("no timelocked commits to open; --all opens those too that the chain revealed");
            return;
        }
        new TextTable(HEAD, records.stream().map(DecryptCommand::line).toList())
                .print(console.out(), new TextLayout(console.coloured(), TextLayout.ENDLESS));
    }

    private static List<String> line(ObjectNode record) {
        int mechanism = record.path("mechanism_id").asInt();
        return List.of(
                record.path("block_number").asText(),
                record.path("position").asText(),
                Hotkeys.shortOf(record.path("hotkey").asText()),
                record.path("netuid").asText() + (mechanism == 0 ? "" : "/" + mechanism),
                record.path("commit_state").asText()
                        + (record.path("commit_ambiguous").asBoolean() ? "?" : ""),
                record.path("reveal_round").asText(),
                weights(record));
    }

    private static String weights(ObjectNode record) {
        var weights = new ArrayList<String>();
        for (int i = 0;
                i < Math.min(record.path("uids").size(), record.path("values").size());
                i++) {
            weights.add(record.path("uids").get(i).asText() + ":"
                    + record.path("values").get(i).asText());
        }
        String reason =
                record.path("reason").isNull() ? "" : record.path("reason").asText();
        return (String.join(" ", weights) + " " + reason).strip();
    }
}
