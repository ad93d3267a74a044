package io.weighbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Weights as a row of little bars. */
final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int LONGEST = 24;

    private Sparkline() {}

    /** Of a JSON array of numbers. */
    static String of(JsonNode values) {
        var numbers = new ArrayList<Integer>();
        values.forEach(value -> numbers.add(value.asInt()));
        return of(numbers, LONGEST);
    }

    /** At {@code most} so many bars, the highest full; of more values each bar is the highest of its neighbours. */
    static String of(List<Integer> values, int most) {
        int highest = values.stream().mapToInt(Integer::intValue).max().orElse(0);
        int bars = Math.min(most, values.size());
        var line = new StringBuilder();
        for (int bar = 0; bar < bars; bar++) {
            int from = (int) ((long) values.size() * bar / bars);
            int to = (int) ((long) values.size() * (bar + 1) / bars);
            int value = values.subList(from, to).stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
            int step = highest == 0 ? 0 : (int) Math.round((BARS.length() - 1) * (double) value / highest);
            line.append(BARS.charAt(step));
        }
        return line.toString();
    }
}
