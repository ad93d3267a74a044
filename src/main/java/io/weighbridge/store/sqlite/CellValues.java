package io.weighbridge.store.sqlite;

import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Cell;
import io.weighbridge.store.sql.StoredRow;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Cells as JDBC knows them, each with its storage class. */
final class CellValues {

    private CellValues() {}

    /** Reads a cell. */
    static Cell read(StoredRow row, String column) throws SQLException {
        Object value = row.raw(column);
        if (value == null) {
            return Cell.Null.NULL;
        }
        if (value instanceof byte[] bytes) {
            return new Cell.Blob(Bytes.copyOf(bytes));
        }
        if (value instanceof Double || value instanceof Float) {
            return new Cell.Real(((Number) value).doubleValue());
        }
        return value instanceof Number number ? new Cell.Int(number.longValue()) : new Cell.Text(value.toString());
    }

    /** The value to bind. */
    static @Nullable Object of(Cell cell) {
        if (cell instanceof Cell.Int number) {
            return number.value();
        }
        if (cell instanceof Cell.Real number) {
            return number.value();
        }
        if (cell instanceof Cell.Text text) {
            return text.value();
        }
        return cell instanceof Cell.Blob blob ? blob.value().toArray() : null;
    }
}
