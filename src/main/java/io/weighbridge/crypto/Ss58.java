package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The SS58 address format for 32-byte account ids: base58 of prefix, account id and the first two bytes of
 * {@code blake2b-512("SS58PRE" + prefix + account id)}.
 */
public final class Ss58 {

    /** The address prefix of every Subtensor chain ({@code SS58Prefix}, subtensor runtime). */
    public static final int PREFIX = 42;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    private static final Bytes CHECKSUM_PREFIX = Bytes.wrap("SS58PRE".getBytes(StandardCharsets.US_ASCII));
    private static final int LONGEST = 64;
    private static final int ACCOUNT_ID_SIZE = 32;

    private Ss58() {}

    /**
     * The address of a 32-byte account id with {@link #PREFIX}; it begins with {@code 5}.
     *
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static String encode(Bytes accountId) {
        if (accountId.size() != ACCOUNT_ID_SIZE) {
            throw new IllegalArgumentException("an account id has 32 bytes, not " + accountId.size());
        }
        Bytes body = Bytes.concat(Bytes.copyOf((byte) PREFIX), accountId);
        Bytes all = Bytes.concat(body, checksum(body));
        var text = new StringBuilder();
        var number = new BigInteger(1, all.toArray());
        while (number.signum() > 0) {
            BigInteger[] split = number.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(split[1].intValue()));
            number = split[0];
        }
        return text.reverse().toString();
    }

    /**
     * The 32-byte account id of an address.
     *
     * @throws IllegalArgumentException if a letter is not base58, the length or the checksum is wrong, or the prefix is
     *     not {@link #PREFIX}; the message says which and what was expected
     */
    public static Bytes decode(String address) {
        if (address.isEmpty() || address.length() > LONGEST) {
            throw invalid(address, "an address has 47 or 48 letters, this one " + address.length());
        }
        byte[] all = base58(address);
        if (all.length != 35) {
            throw invalid(
                    address,
                    "expected 35 bytes (prefix, 32 bytes account id, checksum), found " + all.length
                            + "; is a part missing?");
        }
        Bytes bytes = Bytes.wrap(all);
        Bytes body = bytes.slice(0, 33);
        if (bytes.get(0) != PREFIX) {
            throw invalid(
                    address,
                    "prefix " + bytes.get(0) + " belongs to another chain; a Bittensor address has prefix " + PREFIX
                            + " and begins with 5");
        }
        if (!checksum(body).equals(bytes.slice(33))) {
            throw invalid(address, "the checksum does not fit; is a letter mistyped?");
        }
        return body.slice(1);
    }

    private static Bytes checksum(Bytes body) {
        return Blake2b.hash512(Bytes.concat(CHECKSUM_PREFIX, body)).slice(0, 2);
    }

    private static byte[] base58(String address) {
        var number = BigInteger.ZERO;
        for (int i = 0; i < address.length(); i++) {
            int digit = ALPHABET.indexOf(address.charAt(i));
            if (digit < 0) {
                throw invalid(address, "'" + address.charAt(i) + "' at letter " + (i + 1) + " is not a base58 letter");
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] digits = number.toByteArray();
        int from = digits[0] == 0 ? 1 : 0;
        int zeros = leadingZeros(address);
        var bytes = new byte[zeros + digits.length - from];
        System.arraycopy(digits, from, bytes, zeros, digits.length - from);
        return bytes;
    }

    /** Base58 writes each zero byte in front as its zero, {@code 1}: prefix 0 is Polkadot's. */
    private static int leadingZeros(String address) {
        int zeros = 0;
        while (zeros < address.length() && address.charAt(zeros) == ALPHABET.charAt(0)) {
            zeros++;
        }
        return zeros;
    }

    private static IllegalArgumentException invalid(String address, String why) {
        String shown = address.length() > LONGEST ? address.substring(0, LONGEST) + "…" : address;
        return new IllegalArgumentException("'" + shown + "' is not an SS58 address of this chain: " + why);
    }
}
