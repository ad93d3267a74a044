package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Extrinsic.Preamble;

/** Extrinsics as canonical JSON. */
final class ExtrinsicJson {

    private ExtrinsicJson() {}

    /** An extrinsic. */
    static ObjectNode of(Extrinsic extrinsic) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("hash", extrinsic.hash().hex())
                .put("length", extrinsic.length())
                .put("version", extrinsic.version());
        if (extrinsic.preamble() instanceof Preamble.Signed signed) {
            json.put("kind", "signed")
                    .put("signer", extrinsic.signer().map(AccountId::ss58).orElse(null));
            json.set("address", ValueJson.of(signed.address()));
            json.put("signatureType", signed.signatureType())
                    .put("signature", signed.signature().hex());
            put(signed.extensions(), json);
        } else if (extrinsic.preamble() instanceof Preamble.General general) {
            json.put("kind", "general").put("extensionVersion", general.extensionVersion());
            put(general.extensions(), json);
        } else {
            json.put("kind", "bare");
        }
        json.set("call", ValueJson.of(extrinsic.call()));
        json.set("weightsCalls", WeightsCalls.in(extrinsic.call()));
        return json;
    }

    private static void put(Extrinsic.Extensions extensions, ObjectNode json) {
        json.set("era", ValueJson.of(extensions.era()));
        json.put("nonce", extensions.nonce()).put("tip", extensions.tip().toString());
        json.set("extensions", ValueJson.object(extensions.values()));
    }
}
