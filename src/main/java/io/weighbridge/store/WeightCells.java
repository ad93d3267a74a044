package io.weighbridge.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the columns of {@code weight_transactions} that tell weights hold in a row of our own, text for text. */
public final class WeightCells {

    /** The columns that this is about. */
    public static final List<String> COLUMNS = List.of("weights_json", "uids_json", "total_weight", "num_miners");

    private WeightCells() {}

    /** The cells of a row that shows no weights, as with a commit that nobody has opened yet. */
    public static Map<String, Cell> none() {
        return of(List.of(), List.of());
    }

    /** The cells of a row about uids whose weights took no effect. */
    public static Map<String, Cell> uidsOnly(List<Integer> uids) {
        return Map.of(
                "weights_json",
                new Cell.Text("{}"),
                "uids_json",
                new Cell.Text(json(uids)),
                "total_weight",
                Cell.Null.NULL,
                "num_miners",
                Cell.Null.NULL);
    }

    /**
     * The cells of a row with weights, each as its part of their sum; where the sum is 0 there are no parts.
     *
     * @param uids the uids, in order
     * @param values their weights as u16, in order; a uid without one is passed over
     */
    public static Map<String, Cell> of(List<Integer> uids, List<Integer> values) {
        var byUid = new LinkedHashMap<Integer, Integer>();
        for (int i = 0; i < Math.min(uids.size(), values.size()); i++) {
            byUid.put(uids.get(i), values.get(i));
        }
        long sum = byUid.values().stream().mapToLong(Integer::longValue).sum();
        return sum == 0
                ? uidsOnly(uids)
                : Map.of(
                        "weights_json",
                        new Cell.Text(byUid.entrySet().stream()
                                .map(weight ->
                                        "\"" + weight.getKey() + "\": " + (double) weight.getValue() / (double) sum)
                                .collect(Collectors.joining(", ", "{", "}"))),
                        "uids_json",
                        new Cell.Text(json(uids)),
                        "total_weight",
                        new Cell.Real(1.0),
                        "num_miners",
                        new Cell.Int(byUid.size()));
    }

    private static String json(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
