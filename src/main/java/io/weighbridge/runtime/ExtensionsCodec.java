package io.weighbridge.runtime;

import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One list of transaction extensions, encoded one after another without a count.
 *
 * @param fields the extensions, named by their identifiers
 */
record ExtensionsCodec(FieldsCodec fields) {

    private static final String MORTALITY = "CheckMortality";
    private static final String NONCE = "CheckNonce";
    private static final String PAYMENT = "ChargeTransactionPayment";

    /** Input for the defaults of all extensions, which have a few bytes each. */
    private static final Bytes ZEROS = Bytes.wrap(new byte[1024]);

    static ExtensionsCodec of(List<SignedExtension> extensions, CodecCompiler compiler) {
        return new ExtensionsCodec(new FieldsCodec(
                extensions.stream().map(SignedExtension::name).toList(),
                extensions.stream()
                        .map(extension -> compiler.compile(extension.type()))
                        .toList()));
    }

    Extrinsic.Extensions decode(ScaleReader in) {
        Value.Fields values = fields.decode(in);
        Era era = Era.Immortal.IMMORTAL;
        long nonce = 0;
        BigInteger tip = BigInteger.ZERO;
        for (int i = 0; i < fields.names().size(); i++) {
            Value value = values.get(i);
            switch (fields.names().get(i)) {
                case MORTALITY -> era = value instanceof Value.OfEra ofEra ? ofEra.era() : era;
                case NONCE -> nonce = value.asLong();
                case PAYMENT -> tip = value.asBigInteger();
                default -> {}
            }
        }
        return new Extrinsic.Extensions(values, era, nonce, tip);
    }

    void encode(Extrinsic.Extensions extensions, ScaleWriter out) {
        fields.encode(extensions.values(), out);
    }

    /** These three values; every other extension gets the value that zero bytes decode to. */
    Extrinsic.Extensions of(Era era, long nonce, BigInteger tip) {
        List<Value> defaults = fields.decode(new ScaleReader(ZEROS)).values();
        List<Value> values = new ArrayList<>(defaults.size());
        for (int i = 0; i < defaults.size(); i++) {
            values.add(
                    switch (fields.names().get(i)) {
                        case MORTALITY -> new Value.OfEra(era);
                        case NONCE -> new Value.Int(nonce);
                        case PAYMENT -> new Value.Wide(tip);
                        default -> defaults.get(i);
                    });
        }
        return new Extrinsic.Extensions(new Value.Fields(fields.names(), List.copyOf(values)), era, nonce, tip);
    }
}
