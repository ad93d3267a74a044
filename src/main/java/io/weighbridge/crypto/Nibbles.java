package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;

/** Bytes as half bytes, the higher half first. */
final class Nibbles {

    private Nibbles() {}

    /** The nibble at a position, 0 to 15. */
    static int at(Bytes bytes, int position) {
        int pair = bytes.get(position / 2);
        return position % 2 == 0 ? pair >> 4 : pair & 0xf;
    }

    /** The length of the common prefix of two keys, in nibbles. */
    static int inCommon(Bytes one, Bytes other) {
        int bytes = 0;
        int most = Math.min(one.size(), other.size());
        while (bytes < most && one.get(bytes) == other.get(bytes)) {
            bytes++;
        }
        return bytes < most && one.get(bytes) >> 4 == other.get(bytes) >> 4 ? 2 * bytes + 1 : 2 * bytes;
    }
}
