package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/** {@code char}: a Unicode scalar value in four bytes, little-endian. */
enum CharCodec implements Codec {
    CHAR;

    @Override
    public Value decode(ScaleReader in) {
        int offset = in.offset();
        long scalar = in.u32();
        if (!isScalar(scalar)) {
            throw DecodeException.at(
                    offset, Reason.BAD_TEXT, "expected a Unicode scalar value, found " + Long.toHexString(scalar));
        }
        return new Value.Text(Character.toString((int) scalar));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        String text = value.asText();
        if (text.isEmpty() || text.codePointCount(0, text.length()) != 1 || !isScalar(text.codePointAt(0))) {
            throw new IllegalArgumentException("expected one character, found '" + text + "'");
        }
        out.u32(text.codePointAt(0));
    }

    @Override
    public int leastSize() {
        return 4;
    }

    private static boolean isScalar(long codePoint) {
        return codePoint <= Character.MAX_CODE_POINT
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
