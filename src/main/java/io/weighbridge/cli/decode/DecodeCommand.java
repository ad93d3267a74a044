package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decodes chain bytes to canonical JSON without a network. */
@Command(
        name = "decode",
        description = "Decodes an extrinsic, events or a block to canonical JSON, offline.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Each line of --stdin is one JSON object with name, kind (extrinsic, calls, events, block, header, storage,",
            "metadata), metadata (a file below --metadata-dir) and input; each answer is one line with name and output,",
            "or with name, error and detail.",
            "",
            "Exit codes: 0 decoded, or every line answered; 2 the input cannot be decoded."
        })
public final class DecodeCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final InputStream in;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private @Nullable Mode mode;

    /** Reads from the process's standard input. */
    public DecodeCommand() {
        this(System.in);
    }

    DecodeCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        Mode chosen = given(mode);
        PrintWriter out = given(spec).commandLine().getOut();
        if (chosen.lines == null) {
            out.println(answer(given(chosen.single)));
            return 0;
        }
        Path folder = given(chosen.lines.folder);
        if (!Files.isDirectory(folder)) {
            throw new ConfigException("--metadata-dir " + folder + ": there is no such folder");
        }
        new LineAnswers(folder).answerAll(in, out);
        return 0;
    }

    private JsonNode answer(Single single) throws IOException {
        Path file = given(single.metadata);
        Input input = given(single.input);
        Runtime runtime = runtime(file);
        try {
            if (input.extrinsic != null) {
                return ExtrinsicJson.of(runtime.decodeExtrinsic(hex(input.extrinsic)));
            }
            if (input.events != null) {
                return EventsJson.of(runtime.decodeEvents(hex(input.events)));
            }
            return BlockFile.read(given(input.block)).answer(runtime);
        } catch (DecodeException e) {
            throw new ConfigException("cannot decode " + input.what() + " with " + file + ": " + e.getMessage()
                    + ". Is it of another spec version than the metadata (" + runtime.specVersion() + ")?");
        } catch (BadInputException e) {
            throw new ConfigException("cannot read " + input.what() + ": " + e.getMessage());
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

    /** What the command line must have given: the parser has checked it. */
    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an option that is required was not given");
        }
        return value;
    }

    /** Either one input, or many lines. */
    static final class Mode {

        @ArgGroup(exclusive = false)
        private @Nullable Single single;

        @ArgGroup(exclusive = false)
        private @Nullable Lines lines;
    }

    /** One input with its metadata. */
    static final class Single {

        @Option(
                names = "--metadata",
                required = true,
                paramLabel = "FILE",
                description = "Metadata V14, V15 or V16 of the runtime: raw, packed with gzip, or as hex digits.")
        private @Nullable Path metadata;

        @ArgGroup(exclusive = true, multiplicity = "1")
        private @Nullable Input input;
    }

    /** One of three kinds of input. */
    static final class Input {

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

        String what() {
            return extrinsic != null ? "--extrinsic" : events != null ? "--events" : "--block " + block;
        }
    }

    /** Many inputs, each on its line. */
    static final class Lines {

        /** Only says that lines come: {@link #folder} tells the rest. */
        @SuppressWarnings("UnusedVariable")
        @Option(names = "--stdin", required = true, description = "Answers each line of standard input.")
        private boolean stdin;

        @Option(
                names = "--metadata-dir",
                required = true,
                paramLabel = "DIR",
                description = "Where the metadata files lie that the lines name.")
        private @Nullable Path folder;
    }
}
