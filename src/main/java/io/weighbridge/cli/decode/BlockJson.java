package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.DigestItem;
import io.weighbridge.chain.Header;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Headers and whole blocks as canonical JSON. */
final class BlockJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BlockJson() {}

    /** A header, with the hash of its block. */
    static ObjectNode of(Header header) {
        ObjectNode json = JSON.objectNode()
                .put("number", header.number())
                .put("hash", header.hash().hex())
                .put("parentHash", header.parentHash().hex())
                .put("stateRoot", header.stateRoot().hex())
                .put("extrinsicsRoot", header.extrinsicsRoot().hex());
        ArrayNode digest = json.putArray("digest");
        for (Bytes item : header.digest()) {
            try {
                digest.add(digestItem(item));
            } catch (DecodeException e) {
                throw e.inside("digest[" + digest.size() + "]");
            }
        }
        return json;
    }

    private static JsonNode digestItem(Bytes encoded) {
        var in = new ScaleReader(encoded);
        DigestItem item = DigestItem.read(in);
        in.expectEnd();
        String kind = item.kind().chainName();
        return switch (item.kind()) {
            case RUNTIME_UPDATED -> JSON.textNode(kind);
            case OTHER -> JSON.objectNode().put(kind, item.data().hex());
            case CONSENSUS, SEAL, PRE_RUNTIME ->
                JSON.objectNode()
                        .set(
                                kind,
                                JSON.objectNode()
                                        .put("engine", item.engine())
                                        .put("data", item.data().hex()));
        };
    }

    /** A block: its extrinsics with their success where there are events, then its time and its events. */
    static ObjectNode of(Runtime runtime, Header header, List<Bytes> extrinsics, Optional<Bytes> events) {
        List<Extrinsic> decoded = decode(runtime, extrinsics);
        Optional<List<EventRecord>> records = events.map(runtime::decodeEvents);
        ObjectNode json = of(header);
        ArrayNode list = json.putArray("extrinsics");
        decoded.forEach(extrinsic -> list.add(ExtrinsicJson.of(extrinsic)));
        records.ifPresent(happened -> putOutcomes(runtime, happened, list));
        decoded.stream()
                .filter(extrinsic -> extrinsic.call().is("Timestamp", "set"))
                .findFirst()
                .ifPresent(
                        set -> json.set("timestampMs", ValueJson.of(set.call().arg("now"))));
        records.ifPresent(happened -> json.set("events", EventsJson.of(happened)));
        return json;
    }

    private static List<Extrinsic> decode(Runtime runtime, List<Bytes> extrinsics) {
        List<Extrinsic> decoded = new ArrayList<>(extrinsics.size());
        for (Bytes extrinsic : extrinsics) {
            try {
                decoded.add(runtime.decodeExtrinsic(extrinsic));
            } catch (DecodeException e) {
                throw e.inside("extrinsics[" + decoded.size() + "]");
            }
        }
        return decoded;
    }

    private static void putOutcomes(Runtime runtime, List<EventRecord> events, ArrayNode extrinsics) {
        for (EventRecord event : events) {
            if (event.phase() instanceof Phase.ApplyExtrinsic apply
                    && extrinsics.get(apply.extrinsic()) instanceof ObjectNode extrinsic) {
                if (event.is("System", "ExtrinsicSuccess")) {
                    extrinsic.put("success", true);
                } else if (event.is("System", "ExtrinsicFailed")) {
                    extrinsic
                            .put("success", false)
                            .put("error", error(runtime, event.fields().get(0)));
                }
            }
        }
    }

    /** {@code Pallet.ErrorName} of a pallet's error, else the kind of error without its detail. */
    private static String error(Runtime runtime, Value error) {
        String kind = error.asVariant().name();
        return kind.equals("Module") ? runtime.dispatchError(error).name() : kind;
    }
}
