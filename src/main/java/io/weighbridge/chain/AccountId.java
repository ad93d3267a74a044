package io.weighbridge.chain;

import io.weighbridge.crypto.Ss58;
import io.weighbridge.scale.Bytes;

/**
 * The 32 bytes that name an account; hotkey and coldkey are roles of one.
 *
 * @param bytes exactly 32 bytes
 */
public record AccountId(Bytes bytes) implements Comparable<AccountId> {

    /** Bytes of an account id. */
    public static final int SIZE = 32;

    /** Checks the size. */
    public AccountId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("an account id has 32 bytes, not " + bytes.size());
        }
    }

    /** Reads 64 hexadecimal digits, with or without {@code 0x}. */
    public static AccountId fromHex(String hex) {
        return new AccountId(Bytes.fromHex(hex));
    }

    /**
     * Reads an SS58 address with prefix {@link Ss58#PREFIX}.
     *
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    public static AccountId fromSs58(String address) {
        return new AccountId(Ss58.decode(address));
    }

    /** The SS58 address with prefix {@link Ss58#PREFIX}. */
    public String ss58() {
        return Ss58.encode(bytes);
    }

    @Override
    public int compareTo(AccountId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return ss58();
    }
}
