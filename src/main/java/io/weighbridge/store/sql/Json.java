package io.weighbridge.store.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Collection;
import java.util.List;

/** The little JSON that cells hold, without blanks. */
public final class Json {

    private static final ObjectWriter WRITER = new ObjectMapper().writer();
    private static final ObjectReader NUMBERS = new ObjectMapper().readerForListOf(Integer.class);

    private Json() {}

    /** {@code [1,2,3]}, or {@code ["a","b"]}. */
    public static String of(Collection<?> values) {
        return write(values);
    }

    /** The numbers of an array that {@link #of} wrote. */
    public static List<Integer> numbers(String array) {
        try {
            return NUMBERS.readValue(array);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a JSON array of integers: " + array, e);
        }
    }

    private static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and words can always be written as JSON", e);
        }
    }
}
