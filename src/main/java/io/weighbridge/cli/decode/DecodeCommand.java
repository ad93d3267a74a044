package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Decodes chain bytes to canonical JSON without a network. */
@Command(
        name = "decode",
        description = "Decode an extrinsic, events or a block to canonical JSON, offline.",
        customSynopsis = {
            "weighbridge decode --metadata FILE --extrinsic HEX",
            "       weighbridge decode --metadata FILE --events HEX",
            "       weighbridge decode --metadata FILE --block FILE",
            "       weighbridge decode --stdin --metadata-dir DIR"
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With --stdin each line is one JSON object with name, kind, metadata and input.",
            "Kinds: extrinsic, calls, events, block, header, storage, metadata.",
            "Each answer is one line: name and output, or name, error and detail.",
            "",
            "Exit codes: 0 decoded, or every line answered; 2 the input is wrong.",
            "",
            "Examples:",
            "  weighbridge decode --metadata metadata.scale --extrinsic 0x280403000b…",
            "  weighbridge decode --stdin --metadata-dir metadata < questions.ndjson"
        })
public final class DecodeCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final InputStream in;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--metadata",
            paramLabel = "FILE",
            description = "Metadata V14, V15 or V16 of the runtime: raw, packed with gzip, or as hex digits.")
    private @Nullable Path metadata;

    @Option(
            names = "--extrinsic",
            paramLabel = "HEX",
            description = "An extrinsic with its length prefix; - reads it from standard input.")
    private @Nullable String extrinsic;

    @Option(
            names = "--events",
            paramLabel = "HEX",
            description = "The value of System.Events; - reads it from standard input.")
    private @Nullable String events;

    @Option(
            names = "--block",
            paramLabel = "FILE",
            description = "An answer of chain_getBlock, or an object of such a 'block' and its 'events'.")
    private @Nullable Path block;

    @Option(names = "--stdin", description = "Answers each line of standard input.")
    private boolean stdin;

    @Option(
            names = "--metadata-dir",
            paramLabel = "DIR",
            description = "Where the metadata files lie that the lines name.")
    private @Nullable Path metadataFolder;

    /** Reads from the process's standard input. */
    public DecodeCommand() {
        this(System.in);
    }

    DecodeCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = given(spec).commandLine();
        checkCombination(command);
        if (!stdin) {
            command.getOut().println(answer(given(metadata)));
            return 0;
        }
        Path folder = given(metadataFolder);
        if (!Files.isDirectory(folder)) {
            throw new ConfigException("--metadata-dir " + folder + ": there is no such folder");
        }
        new LineAnswers(folder).answerAll(in, command.getOut());
        return 0;
    }

    private void checkCombination(CommandLine command) {
        long inputs = Stream.of(isGiven(extrinsic), isGiven(events), isGiven(block))
                .filter(given -> given)
                .count();
        if (stdin ? inputs > 0 || isGiven(metadata) : isGiven(metadataFolder)) {
            throw new ParameterException(
                    command,
                    "--stdin goes with --metadata-dir, and with no other: the lines tell the metadata and the input");
        }
        if (stdin && !isGiven(metadataFolder)) {
            throw new ParameterException(command, "--stdin needs --metadata-dir DIR");
        }
        if (!stdin && (inputs != 1 || !isGiven(metadata))) {
            throw new ParameterException(
                    command,
                    "expected --metadata FILE with one of --extrinsic, --events and --block; or --stdin with"
                            + " --metadata-dir");
        }
    }

    private JsonNode answer(Path file) throws IOException {
        Runtime runtime = runtime(file);
        String what = isGiven(extrinsic) ? "--extrinsic" : isGiven(events) ? "--events" : "--block " + block;
        try {
            if (extrinsic != null) {
                return ExtrinsicJson.of(runtime.decodeExtrinsic(hex(extrinsic)));
            }
            if (events != null) {
                return EventsJson.of(runtime.decodeEvents(hex(events)));
            }
            return BlockFile.read(given(block)).answer(runtime);
        } catch (DecodeException e) {
            throw new ConfigException("cannot decode " + what + " with " + file + ": " + e.getMessage()
                    + ". Is it of another spec version than the metadata (" + runtime.specVersion() + ")?");
        } catch (BadInputException e) {
            throw new ConfigException("cannot read " + what + ": " + e.getMessage());
        }
    }

    private static Runtime runtime(Path file) {
        try {
            return new RuntimeFiles().runtime(file);
        } catch (DecodeException e) {
            throw new ConfigException("--metadata " + file + " cannot be decoded: " + e.getMessage());
        } catch (BadInputException e) {
            throw new ConfigException("--metadata: " + e.getMessage());
        }
    }

    private Bytes hex(String given) throws IOException {
        String digits = given.equals(STANDARD_INPUT)
                ? new String(in.readNBytes(LineAnswers.LONGEST_LINE), StandardCharsets.ISO_8859_1)
                : given;
        try {
            return Bytes.fromHex(digits.strip());
        } catch (IllegalArgumentException e) {
            throw new BadInputException("expected hex digits: " + e.getMessage());
        }
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null;
    }

    /** What {@link #checkCombination} has found to be there. */
    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an option is missing that was checked");
        }
        return value;
    }
}
