package io.weighbridge.source.rpc;

/**
 * Which refusals are chance: some servers refuse a part of all requests whatever their rate. Not safe for many threads.
 */
final class ChanceRefusals {

    /** So many refusals in a row are a refusal period: at 3 % by chance that happens once in forty million requests. */
    static final int ROW = 5;

    private static final int LONGEST_ROW = 24;

    /** As many refusals in a row as happen once in ten million requests. */
    private static final double RARE = Math.log(1e-7);

    /** The share of late refusals that is a refusal period though they are not in a row. */
    private static final double MANY = 0.3;

    /** No more than this is taken for chance where a limit is known, and where none is. */
    private static final double MOST = 0.06;

    private static final double MOST_WITHOUT_LIMIT = 0.25;
    private static final double LATE = 1.0 / 32;
    private static final int REMEMBERED = 2048;

    private boolean limited;
    private double asked;
    private double refused;
    private double late;
    private int inRow;
    private int askedSince;
    private int refusedSince;

    /** A request was answered; {@code settled} if the rate is not on trial, so that what is refused may be chance. */
    void answered(boolean settled) {
        count(settled);
        inRow = 0;
        late -= late * LATE;
    }

    /** A request was refused. */
    void refused(boolean settled) {
        count(settled);
        refused += settled ? 1 : 0;
        refusedSince++;
        inRow++;
        late += (1 - late) * LATE;
    }

    private void count(boolean settled) {
        asked += settled ? 1 : 0;
        askedSince++;
        if (asked > REMEMBERED) {
            asked /= 2;
            refused /= 2;
        }
    }

    /** How many were refused in a row just now. */
    int inRow() {
        return inRow;
    }

    /** Whether refusals in a row, or many of late, are no chance at all. */
    boolean isRefusalPeriod() {
        return inRow >= row() || late > share() + MANY;
    }

    /** More in a row are needed where a server refuses by chance. */
    private int row() {
        double byChance = RARE / Math.log(Math.max(share(), 1e-9));
        return (int) Math.min(LONGEST_ROW, Math.max(ROW, Math.ceil(byChance)));
    }

    /** Whether more were refused, since this was last so, than chance explains. */
    boolean isSignal() {
        double expected = share() * askedSince;
        boolean signal = refusedSince > expected + 2 * Math.sqrt(expected);
        if (signal) {
            askedSince = 0;
            refusedSince = 0;
        }
        return signal;
    }

    /** There is a limit, or may be. */
    void limited(boolean known) {
        limited = known;
    }

    /** What was refused in a row just now was a refusal period, and no chance. */
    void forgetRow() {
        refused = Math.max(0, refused - inRow);
        inRow = 0;
        late = 0;
        askedSince = 0;
        refusedSince = 0;
    }

    /** The share that is refused by chance; a greater one is no chance. */
    private double share() {
        return asked < ROW * 4 ? 0 : Math.min(limited ? MOST : MOST_WITHOUT_LIMIT, refused / asked);
    }
}
