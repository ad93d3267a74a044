package io.weighbridge.weights;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where in its block a weight action is, unique there.
 *
 * <ul>
 *   <li>{@code x4}: the call of extrinsic 4
 *   <li>{@code x4/0.2}: a call nested in it, by its path
 *   <li>{@code x4/0.2#1}: item 1 of a batch weight call
 *   <li>{@code h17}: event 17, an effect of a block hook
 *   <li>{@code x4@9}: event 9, an effect of extrinsic 4 that no call shows
 * </ul>
 *
 * @param text the position as text
 */
public record Position(String text) {

    private static final Pattern FORM = Pattern.compile("h\\d+|x\\d+(@\\d+|(/\\d+(\\.\\d+)*)?(#\\d+)?)");

    /** Checks the form. */
    public Position {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a position in a block: '" + text + "'");
        }
    }

    /** A call: the path is empty for the extrinsic's own. */
    public static Position ofCall(int extrinsic, List<Integer> path) {
        String nested = path.isEmpty()
                ? ""
                : "/" + String.join(".", path.stream().map(String::valueOf).toList());
        return new Position("x" + extrinsic + nested);
    }

    /** An item of the batch weight call at this position. */
    public Position item(int item) {
        return new Position(text + "#" + item);
    }

    /** Whether this is an item of a batch weight call. */
    public boolean isItem() {
        return text.indexOf('#') >= 0;
    }

    /** An event outside every extrinsic. */
    public static Position ofHook(int event) {
        return new Position("h" + event);
    }

    /** An event of an extrinsic whose call does not show it. */
    public static Position ofEvent(int extrinsic, int event) {
        return new Position("x" + extrinsic + "@" + event);
    }

    @Override
    public String toString() {
        return text;
    }
}
