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
 * @param ts the row's {@code ts} as text when it was linked, so that a re-created table is noticed
 * @param uids the row's {@code uids_json} as text when it was linked
 */
public record RowLink(long row, String fact, Tier tier, Role role, Map<String, Boolean> flags, String ts, String uids) {

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
        return new RowLink(row, fact, tier, other, flags, ts, uids);
    }

    /** The same link with other flags. */
    public RowLink withFlags(Map<String, Boolean> others) {
        return new RowLink(row, fact, tier, role, others, ts, uids);
    }
}
