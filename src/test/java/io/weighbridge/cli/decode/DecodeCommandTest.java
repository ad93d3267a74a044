package io.weighbridge.cli.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DecodeCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String METADATA = "metadata/finney-spec-393-v14.scale.gz";
    private static final String TIMESTAMP = "0x280402000b00f814209501";

    private final Path metadata = SharedData.path(METADATA);

    @TempDir
    private Path folder;

    @Test
    void decodesOneExtrinsic() throws IOException {
        JsonNode answer = single("--metadata", metadata.toString(), "--extrinsic", TIMESTAMP);
        assertThat(answer.at("/call/args/now").textValue()).isEqualTo("1740000000000");
        assertThat(answer.at("/length").intValue()).isEqualTo(11);
    }

    @Test
    void decodesAnExtrinsicFromStandardInput() throws IOException {
        JsonNode answer = MAPPER.readTree(run(TIMESTAMP + "\n", "--metadata", metadata.toString(), "--extrinsic", "-"));
        assertThat(answer.at("/call/call").textValue()).isEqualTo("set");
    }

    @Test
    void takesMetadataRawAndInHex() throws IOException {
        byte[] raw = SharedData.read(METADATA);
        Path rawFile = Files.write(folder.resolve("raw"), raw);
        Path hexFile = Files.writeString(folder.resolve("hex"), Bytes.wrap(raw).hex() + "\n");
        JsonNode expected = single("--metadata", metadata.toString(), "--extrinsic", TIMESTAMP);
        assertThat(single("--metadata", rawFile.toString(), "--extrinsic", TIMESTAMP))
                .isEqualTo(expected);
        assertThat(single("--metadata", hexFile.toString(), "--extrinsic", TIMESTAMP))
                .isEqualTo(expected);
    }

    @Test
    void decodesEvents() throws IOException {
        JsonNode vector = vector("events/393-v14-set-weights-ok.json");
        String hex = vector.at("/input/hex").textValue();
        assertThat(single("--metadata", metadata.toString(), "--events", hex)).isEqualTo(vector.get("expected"));
    }

    @Test
    void decodesABlockInEveryLayoutThatPeopleHave() throws IOException {
        JsonNode vector = vector("blocks/393-v14-weights.json");
        JsonNode block = vector.at("/input/block");
        JsonNode withEvents = vector.get("expected");
        assertThat(block(vector.get("input").toString())).isEqualTo(withEvents);
        JsonNode alone = block(block.toString());
        assertThat(alone.get("hash")).isEqualTo(withEvents.get("hash"));
        assertThat(alone.has("events")).isFalse();
        assertThat(alone.at("/extrinsics/0").has("success")).isFalse();
        assertThat(block("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + block + "}"))
                .isEqualTo(alone);
    }

    @Test
    void saysWhyAnExtrinsicIsRefused() {
        assertThatThrownBy(() -> single("--metadata", metadata.toString(), "--extrinsic", "0x0404"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("cannot decode --extrinsic with ")
                .hasMessageContaining("need 1 bytes, 0 left")
                .hasMessageContaining("spec version than the metadata (393)");
        assertThatThrownBy(() -> single("--metadata", metadata.toString(), "--extrinsic", "0x04g4"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("cannot read --extrinsic: expected hex digits");
    }

    @Test
    void saysWhyMetadataIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "no metadata");
        Path missing = folder.resolve("missing");
        Path old = SharedData.path("metadata/legacy-2021-spec-100-v13.scale.gz");
        assertThatThrownBy(() -> single("--metadata", other.toString(), "--extrinsic", TIMESTAMP))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is no metadata");
        assertThatThrownBy(() -> single("--metadata", missing.toString(), "--extrinsic", TIMESTAMP))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> single("--metadata", old.toString(), "--extrinsic", TIMESTAMP))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("13");
    }

    @Test
    void saysWhyABlockIsRefused() throws IOException {
        assertThatThrownBy(() -> block("[]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'block' must be an object, found nothing");
        assertThatThrownBy(() -> block("{")).isInstanceOf(ConfigException.class).hasMessageContaining("it is not JSON");
        assertThatThrownBy(() -> single(
                        "--metadata",
                        metadata.toString(),
                        "--block",
                        folder.resolve("none").toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void wantsOneWayOfAsking() {
        assertThatThrownBy(() -> single("--metadata", "m", "--extrinsic", "0x", "--events", "0x"))
                .isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> single("--metadata", "m", "--stdin", "--metadata-dir", "d"))
                .isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> single("--stdin")).isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> single()).isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> single(
                        "--stdin", "--metadata-dir", folder.resolve("none").toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such folder");
    }

    @Test
    void answersEveryLineWhateverTheOthersAre() throws IOException {
        String good = "{\"name\":\"a\",\"kind\":\"extrinsic\",\"metadata\":\"" + METADATA + "\",\"input\":{\"hex\":\""
                + TIMESTAMP + "\"}}";
        List<JsonNode> answers = lines(String.join(
                "\n",
                good,
                "no JSON",
                "",
                "[1]",
                good.replace("\"a\"", "\"b\"").replace(TIMESTAMP, "0x0404"),
                good.replace("\"a\"", "\"c\"").replace("extrinsic", "haiku"),
                good.replace("\"a\"", "\"d\"").replace("finney-spec-393-v14", "nowhere"),
                good.replace("\"a\"", "\"e\"").replace(METADATA, "../../etc/passwd"),
                good.replace("\"a\"", "\"f\"").replace("hex", "hax"),
                good + " trailing",
                good));
        assertThat(answers).hasSize(10);
        assertThat(answers.get(0)).isEqualTo(answers.get(9));
        assertThat(answers.get(0).at("/output/call/call").textValue()).isEqualTo("set");
        assertBadLine(answers.get(1), "line 2 is not JSON");
        assertBadLine(answers.get(2), "line 4 is no JSON object");
        assertError(answers.get(3), "b", "truncated", "need 1 bytes");
        assertError(answers.get(4), "c", "badInput", "no kind 'haiku'; there are extrinsic, calls");
        assertError(answers.get(5), "d", "badInput", "there is no such file");
        assertError(answers.get(6), "e", "badInput", "lies outside of");
        assertError(answers.get(7), "f", "badInput", "'hex' must be a string of hex digits, found nothing");
        assertBadLine(answers.get(8), "line 10 is not JSON");
    }

    @Test
    void findsMetadataInTheFolderThatHoldsItToo() throws IOException {
        String line = "{\"name\":\"a\",\"kind\":\"metadata\",\"input\":{\"file\":\"" + METADATA + "\"}}";
        String answer = run(
                line, "--stdin", "--metadata-dir", SharedData.path("metadata").toString());
        assertThat(MAPPER.readTree(answer).at("/output/specVersion").intValue()).isEqualTo(393);
    }

    @Test
    void answersALineWithABlockAsTheNodeGaveIt() throws IOException {
        JsonNode vector = vector("blocks/393-v14-weights.json");
        String line = "{\"name\":\"b\",\"kind\":\"block\",\"metadata\":\"" + METADATA + "\",\"input\":"
                + vector.at("/input/block") + "}";
        assertThat(lines(line).get(0).at("/output/hash")).isEqualTo(vector.at("/expected/hash"));
    }

    @Test
    void answersTheDeepestCallsThatAreTaken() throws IOException {
        String call = "0b0004".repeat(256) + "000000";
        String line = "{\"name\":\"deep\",\"kind\":\"calls\",\"metadata\":\"" + METADATA + "\",\"input\":{\"calls\":[\""
                + call + "\"]}}";
        assertThat(lines(line))
                .singleElement()
                .satisfies(answer -> assertThat(answer.at("/output/calls/0/args/calls/0/args/calls/0/call")
                                .textValue())
                        .isEqualTo("batch"));
    }

    @Test
    void readsTheDefaultWhereNothingIsStored() throws IOException {
        String line = "{\"name\":\"s\",\"kind\":\"storage\",\"metadata\":\"" + METADATA
                + "\",\"input\":{\"pallet\":\"SubtensorModule\",\"item\":\"Tempo\",\"key\":\"KEY\",\"value\":null}}";
        String key = "0x658faa385070e074c85bf6b568cf05557641384bb339f3758acddfd7053d33170100";
        assertThat(lines(line.replace("KEY", key)).get(0).at("/output/value").intValue())
                .isEqualTo(360);
    }

    @Test
    void refusesALineThatIsTooLongAndGoesOn() throws IOException {
        var out = new StringWriter();
        new LineAnswers(folder, 100)
                .answerAll(
                        new ByteArrayInputStream(("x".repeat(101) + "\n" + "y".repeat(100)).getBytes(UTF_8)),
                        new PrintWriter(out));
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("line 1 is longer than 100 bytes"),
                        second -> assertThat(second).contains("line 2 is not JSON"));
    }

    private static void assertBadLine(JsonNode answer, String detail) {
        assertThat(answer.get("name").isNull()).isTrue();
        assertThat(answer.get("error").textValue()).isEqualTo("badInput");
        assertThat(answer.get("detail").textValue()).contains(detail);
    }

    private static void assertError(JsonNode answer, String name, String error, String detail) {
        assertThat(answer.get("name").textValue()).isEqualTo(name);
        assertThat(answer.get("error").textValue()).as(answer.toString()).isEqualTo(error);
        assertThat(answer.get("detail").textValue()).contains(detail);
    }

    private List<JsonNode> lines(String input) throws IOException {
        String answers =
                run(input, "--stdin", "--metadata-dir", SharedData.path("").toString());
        return MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(answers).readAll();
    }

    private JsonNode block(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("block.json"), content);
        return single("--metadata", metadata.toString(), "--block", file.toString());
    }

    private static JsonNode single(String... args) throws IOException {
        return MAPPER.readTree(run("", args));
    }

    private static JsonNode vector(String name) throws IOException {
        return MAPPER.readTree(SharedData.read("vectors/" + name));
    }

    /** Runs the command as the program does, but lets its exceptions through. */
    private static String run(String input, String... args) throws IOException {
        var out = new StringWriter();
        var decode = new DecodeCommand(new ByteArrayInputStream(input.getBytes(UTF_8)));
        var command = new CommandLine(decode).setOut(new PrintWriter(out));
        command.parseArgs(args);
        assertThat(decode.call()).isZero();
        command.getOut().flush();
        return out.toString();
    }
}
