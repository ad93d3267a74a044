package io.weighbridge.store;

import java.util.Map;

/**
 * Says that a row of {@code weight_transactions} is about a fact.
 *
 * @param row the row's key
 * @param fact the fact's key: what names it for ever
 * @param tier what the link rests on
 * @param role whether it is the fact's only row, or a further one that names the same hash
 * @param flags what else was found, by name
 * @param evidence what speaks for it, in words
 * @param fingerprint the row's when it was linked, so that a re-created table is noticed
 */
public record RowLink(
        long row, String fact, Tier tier, Role role, Map<String, Boolean> flags, String evidence, long fingerprint) {

    /** What a row is to its fact. */
    public enum Role {
        /** The fact's row. */
        PRIMARY("primary"),
        /** One more row about the same extrinsic. */
        DUPLICATE("duplicate");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /** The word in tables and reports. */
        public String word() {
            return word;
        }
    }

    /** Copies the flags. */
    public RowLink {
        flags = Map.copyOf(flags);
    }

    /** The same link in another role. */
    public RowLink withRole(Role other) {
        return new RowLink(row, fact, tier, other, flags, evidence, fingerprint);
    }

    /** The same link to a row that we changed ourselves. */
    public RowLink withFingerprint(long other) {
        return new RowLink(row, fact, tier, role, flags, evidence, other);
    }

    /** The same link with other flags. */
    public RowLink withFlags(Map<String, Boolean> others) {
        return new RowLink(row, fact, tier, role, others, evidence, fingerprint);
    }
}
