package io.weighbridge.cli.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.cli.settings.FileFault;
import io.weighbridge.runtime.Runtime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A block, as files and lines hold it.
 *
 * @param input an object with {@code block}, an answer of {@code chain_getBlock}, and perhaps {@code events}
 */
record BlockFile(JsonNode input) {

    /**
     * Reads a file that holds {@code {"block": …, "events": …}} or an answer of {@code chain_getBlock}, with or without
     * the envelope of JSON-RPC.
     */
    static BlockFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(LineAnswers.LONGEST_LINE + 1);
            if (text.length > LineAnswers.LONGEST_LINE) {
                throw new BadInputException("the file is longer than any block");
            }
            return of(LineAnswers.MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new BadInputException("it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadInputException(FileFault.reason(e));
        }
    }

    /** Finds the block in {@code content}, which has one of the forms that {@link #read} tells. */
    static BlockFile of(JsonNode content) {
        JsonNode answer = content.has("result") ? content.get("result") : content;
        if (!answer.path("block").has("header")) {
            return new BlockFile(answer);
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.set("block", answer);
        if (answer.hasNonNull("events")) {
            input.set("events", answer.get("events"));
        }
        return new BlockFile(input);
    }

    /** The block as canonical JSON. */
    JsonNode answer(Runtime runtime) {
        return Question.block(runtime, input);
    }
}
