package io.weighbridge.metadata.v16;

import io.weighbridge.metadata.wire.MetadataReader;
import io.weighbridge.metadata.wire.PalletReader;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;

/**
 * Passes over deprecation notes. Not thread safe.
 *
 * <p>A note is a tag: 0 not deprecated, 1 deprecated, 2 deprecated with a text and an optional version. An enum is
 * followed by a list of variant index and note, in which tag 0 is not allowed.
 */
final class Deprecation implements PalletReader.Notes {

    private static final int LEAST_VARIANT_NOTE = 2;

    private final MetadataReader in;

    Deprecation(MetadataReader in) {
        this.in = in;
    }

    @Override
    public void ofItem() {
        int tag = in.u8();
        if (tag != 0) {
            note(tag);
        }
    }

    @Override
    public void ofEnum() {
        in.list("deprecation", LEAST_VARIANT_NOTE, () -> {
            int variant = in.u8();
            note(in.u8());
            return variant;
        });
    }

    private void note(int tag) {
        switch (tag) {
            case 1 -> {}
            case 2 -> {
                in.text();
                in.optionalText();
            }
            default -> throw unknown(tag);
        }
    }

    private DecodeException unknown(int tag) {
        return in.fail(Reason.UNKNOWN_VARIANT, "no deprecation note has tag " + tag);
    }
}
