package io.weighbridge.store.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * The row under the cursor, read strictly: what is not of its column's kind is a {@link DamagedRow} that says which cell it
 * is, and never a 0 or a fault of the program. Used by one thread, until the cursor moves on.
 */
public final class StoredRow {

    private static final int LETTERS_SHOWN = 40;

    private final String table;
    private final String key;
    private final ResultSet row;

    private StoredRow(String table, String key, ResultSet row) {
        this.table = table;
        this.key = key;
        this.row = row;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Reading<T> {

        /** The value that the row stands for. */
        T of(StoredRow row) throws SQLException;
    }

    /**
     * Reads the rows of a table.
     *
     * @param table its name
     * @param key the column that names a row to whoever has to mend it
     * @param reading makes a value of each; what it throws means that the row is damaged
     */
    public static <T> RowMapper<T> of(String table, String key, Reading<T> reading) {
        return (row, context) -> {
            var stored = new StoredRow(table, key, row);
            try {
                return reading.of(stored);
            } catch (DamagedRow e) {
                throw e;
            } catch (RuntimeException e) {
                throw stored.damaged(String.valueOf(e.getMessage()), e);
            }
        };
    }

    /** Whether the cell holds anything. */
    public boolean has(String column) throws SQLException {
        return row.getObject(column) != null;
    }

    /** Whatever the cell holds, in a table whose cells others write. */
    public @Nullable Object raw(String column) throws SQLException {
        return row.getObject(column);
    }

    /** A text. */
    public String text(String column) throws SQLException {
        if (row.getObject(column) instanceof String text) {
            return text;
        }
        throw refused(column, "a text");
    }

    /** A text, if there is any. */
    public Optional<String> someText(String column) throws SQLException {
        return has(column) ? Optional.of(text(column)) : Optional.empty();
    }

    /** A whole number of 64 bits. */
    public long number(String column) throws SQLException {
        return whole(row.getObject(column))
                .filter(number -> number.bitLength() < Long.SIZE)
                .orElseThrow(() -> refused(column, "a whole number"))
                .longValue();
    }

    /** A whole number of 64 bits; 0 where there is none. */
    public long numberOrZero(String column) throws SQLException {
        return has(column) ? number(column) : 0;
    }

    /** A whole number of 32 bits. */
    public int small(String column) throws SQLException {
        long number = number(column);
        if (number == (int) number) {
            return (int) number;
        }
        throw refused(column, "a whole number of 32 bits");
    }

    /** A whole number that is not negative, of any size, whether as a number or as digits. */
    public BigInteger digits(String column) throws SQLException {
        Object cell = row.getObject(column);
        Optional<BigInteger> number = cell instanceof String text && text.matches("\\d{1,39}")
                ? Optional.of(new BigInteger(text))
                : whole(cell);
        return number.filter(found -> found.signum() >= 0).orElseThrow(() -> refused(column, "a number, 0 or more"));
    }

    /** A whole number of 64 bits without a sign, whether as a number or as digits. */
    public long unsigned(String column) throws SQLException {
        BigInteger number = digits(column);
        if (number.bitLength() <= Long.SIZE) {
            return number.longValue();
        }
        throw refused(column, "a number of 64 bits");
    }

    /** Bytes. */
    public byte[] bytes(String column) throws SQLException {
        if (row.getObject(column) instanceof byte[] bytes) {
            return bytes;
        }
        throw refused(column, "bytes");
    }

    /** Yes or no, as databases that have no such thing write it, too. */
    public boolean flag(String column) throws SQLException {
        return row.getBoolean(column);
    }

    private static Optional<BigInteger> whole(@Nullable Object cell) {
        if (cell instanceof BigDecimal number) {
            return number.stripTrailingZeros().scale() <= 0 ? Optional.of(number.toBigInteger()) : Optional.empty();
        }
        return cell instanceof Integer || cell instanceof Long || cell instanceof Short
                ? Optional.of(BigInteger.valueOf(((Number) cell).longValue()))
                : Optional.empty();
    }

    private DamagedRow refused(String column, String expected) {
        return damaged("column " + column + ": expected " + expected + ", found " + found(column), null);
    }

    private DamagedRow damaged(String fault, @Nullable RuntimeException cause) {
        return new DamagedRow(table, key + " " + found(key), fault, cause);
    }

    private String found(String column) {
        try {
            Object cell = row.getObject(column);
            if (cell instanceof byte[] bytes) {
                return bytes.length + " bytes";
            }
            return cell instanceof String text
                    ? "'" + beginning(text) + "'"
                    : cell == null ? "nothing" : cell.toString();
        } catch (SQLException e) {
            return "what cannot be read";
        }
    }

    private static String beginning(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LETTERS_SHOWN ? plain : plain.substring(0, LETTERS_SHOWN) + "…";
    }
}
