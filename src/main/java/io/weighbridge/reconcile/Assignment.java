package io.weighbridge.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes the best one-to-one assignment of rows to facts, and how certain each pair of it is. Not thread safe.
 *
 * <p>A row may stay without a fact and a fact without a row. This is a minimum-cost flow: every row sends one unit, to
 * a fact or to the <em>hub</em>, and every fact receives one, from a row or from the hub. Rows are added one after
 * another, each along a shortest path of the residual graph to the hub. How much the best total loses if a pair is
 * forbidden (or forced) is the length of the shortest cycle through its arc. With the distances from the hub as
 * potentials, every arc has a reduced cost of at least 0, so each search for such a cycle can stop at the margin.
 */
final class Assignment {

    /**
     * A pair that is possible.
     *
     * @param row the row's number, from 0
     * @param fact the fact's number, from 0
     * @param score what it is worth, positive
     */
    record Pair(int row, int fact, long score) {}

    /**
     * The result.
     *
     * @param certain the pairs that are in every assignment whose total is within the margin of the best
     * @param doubtful the other pairs in such assignments
     */
    record Solution(Set<Pair> certain, Set<Pair> doubtful) {

        Solution {
            certain = Set.copyOf(certain);
            doubtful = Set.copyOf(doubtful);
        }
    }

    private static final long UNREACHED = Long.MAX_VALUE;

    private final int rows;
    private final int hub;
    private final List<List<Pair>> byRow = new ArrayList<>();
    private final List<List<Pair>> byFact = new ArrayList<>();
    private final @Nullable Pair[] ofRow;
    private final @Nullable Pair[] ofFact;
    private final long[] potential;

    private Assignment(int rows, int facts, List<Pair> pairs) {
        this.rows = rows;
        this.hub = rows + facts;
        for (int i = 0; i < rows; i++) {
            byRow.add(new ArrayList<>());
        }
        for (int i = 0; i < facts; i++) {
            byFact.add(new ArrayList<>());
        }
        for (Pair pair : pairs) {
            byRow.get(pair.row()).add(pair);
            byFact.get(pair.fact()).add(pair);
        }
        ofRow = new Pair[rows];
        ofFact = new Pair[facts];
        potential = new long[hub + 1];
    }

    /**
     * Solves the assignment, one connected group of pairs at a time.
     *
     * @param pairs the pairs that are possible, each once
     * @param margin an assignment whose total is less than this below the best one may be the true one
     */
    static Solution solve(List<Pair> pairs, long margin) {
        var certain = new HashSet<Pair>();
        var doubtful = new HashSet<Pair>();
        for (List<Pair> group : groups(pairs)) {
            var rowNumbers = new HashMap<Integer, Integer>();
            var factNumbers = new HashMap<Integer, Integer>();
            var own = new HashMap<Pair, Pair>();
            for (Pair pair : group) {
                int row = rowNumbers.computeIfAbsent(pair.row(), r -> rowNumbers.size());
                int fact = factNumbers.computeIfAbsent(pair.fact(), f -> factNumbers.size());
                own.put(new Pair(row, fact, pair.score()), pair);
            }
            var assignment = new Assignment(rowNumbers.size(), factNumbers.size(), List.copyOf(own.keySet()));
            Solution solution = assignment.solve(margin);
            solution.certain().forEach(pair -> certain.add(own.getOrDefault(pair, pair)));
            solution.doubtful().forEach(pair -> doubtful.add(own.getOrDefault(pair, pair)));
        }
        return new Solution(certain, doubtful);
    }

    /** Groups of pairs that are connected by common rows or facts. */
    private static List<List<Pair>> groups(List<Pair> pairs) {
        Map<Integer, List<Pair>> byRow = new HashMap<>();
        Map<Integer, List<Pair>> byFact = new HashMap<>();
        for (Pair pair : pairs) {
            byRow.computeIfAbsent(pair.row(), row -> new ArrayList<>()).add(pair);
            byFact.computeIfAbsent(pair.fact(), fact -> new ArrayList<>()).add(pair);
        }
        var groups = new ArrayList<List<Pair>>();
        var seen = new HashSet<Pair>();
        for (Pair first : pairs) {
            if (!seen.add(first)) {
                continue;
            }
            var group = new ArrayList<Pair>();
            var open = new ArrayDeque<Pair>(List.of(first));
            while (!open.isEmpty()) {
                Pair pair = open.remove();
                group.add(pair);
                byRow.getOrDefault(pair.row(), List.of()).stream()
                        .filter(seen::add)
                        .forEach(open::add);
                byFact.getOrDefault(pair.fact(), List.of()).stream()
                        .filter(seen::add)
                        .forEach(open::add);
            }
            groups.add(group);
        }
        return groups;
    }

    private Solution solve(long margin) {
        for (int row = 0; row < rows; row++) {
            augment(row);
        }
        System.arraycopy(distances(hub, new int[hub + 1]), 0, potential, 0, hub + 1);
        return judge(margin);
    }

    /** Receives the arcs of the residual graph. Nodes are numbered: the rows, then the facts, then the hub. */
    private interface Arcs {
        void arc(int to, long cost);
    }

    private void arcsFrom(int node, Arcs arcs) {
        if (node == hub) {
            arcsFromHub(arcs);
        } else if (node < rows) {
            Pair own = ofRow[node];
            for (Pair pair : byRow.get(node)) {
                if (!pair.equals(own)) {
                    arcs.arc(rows + pair.fact(), -pair.score());
                }
            }
            if (own != null) {
                arcs.arc(hub, 0);
            }
        } else {
            Pair own = ofFact[node - rows];
            if (own == null) {
                arcs.arc(hub, 0);
            } else {
                arcs.arc(own.row(), own.score());
            }
        }
    }

    private void arcsFromHub(Arcs arcs) {
        for (int row = 0; row < rows; row++) {
            if (ofRow[row] == null) {
                arcs.arc(row, 0);
            }
        }
        for (int fact = 0; fact < ofFact.length; fact++) {
            if (ofFact[fact] != null) {
                arcs.arc(rows + fact, 0);
            }
        }
    }

    /** Adds one more row: every pair along the shortest path from it to the hub changes. */
    private void augment(int row) {
        int[] from = new int[hub + 1];
        long[] distance = distances(row, from);
        if (distance[hub] >= 0) {
            return;
        }
        int node = from[hub];
        if (node < rows) {
            ofRow[node] = null;
            node = from[node];
        }
        while (true) {
            int taker = from[node];
            Pair taken = pair(taker, node - rows);
            ofFact[taken.fact()] = taken;
            ofRow[taker] = taken;
            if (taker == row) {
                return;
            }
            node = from[taker];
        }
    }

    private Pair pair(int row, int fact) {
        return byRow.get(row).stream()
                .filter(pair -> pair.fact() == fact)
                .findFirst()
                .orElseThrow();
    }

    /** Shortest distances; paths begin at the source and, unless it is the hub itself, end at the hub. */
    private long[] distances(int source, int[] from) {
        long[] distance = new long[hub + 1];
        Arrays.fill(distance, UNREACHED);
        distance[source] = 0;
        var queue = new ArrayDeque<Integer>(List.of(source));
        boolean[] queued = new boolean[hub + 1];
        while (!queue.isEmpty()) {
            int node = queue.remove();
            queued[node] = false;
            arcsFrom(node, (to, cost) -> {
                if (distance[node] + cost < distance[to]) {
                    distance[to] = distance[node] + cost;
                    from[to] = node;
                    if (to != hub && !queued[to]) {
                        queued[to] = true;
                        queue.add(to);
                    }
                }
            });
        }
        return distance;
    }

    private Solution judge(long margin) {
        var certain = new HashSet<Pair>();
        var doubtful = new HashSet<Pair>();
        for (List<Pair> pairs : byFact) {
            for (Pair pair : pairs) {
                int row = pair.row();
                int fact = rows + pair.fact();
                if (pair.equals(ofRow[row])) {
                    boolean sure = !closer(row, fact, margin - reduced(fact, row, pair.score()));
                    (sure ? certain : doubtful).add(pair);
                } else if (closer(fact, row, margin - reduced(row, fact, -pair.score()))) {
                    doubtful.add(pair);
                }
            }
        }
        return new Solution(certain, doubtful);
    }

    private long reduced(int from, int to, long cost) {
        return cost + potential[from] - potential[to];
    }

    /** Whether the reduced distance between two nodes is less than {@code limit}. */
    private boolean closer(int source, int target, long limit) {
        if (limit <= 0) {
            return false;
        }
        record At(int node, long distance) {}
        var best = new HashMap<Integer, Long>(Map.of(source, 0L));
        var open = new PriorityQueue<At>((a, b) -> Long.compare(a.distance(), b.distance()));
        open.add(new At(source, 0));
        while (!open.isEmpty()) {
            At at = open.remove();
            if (at.node() == target) {
                return true;
            }
            if (at.distance() > best.getOrDefault(at.node(), UNREACHED)) {
                continue;
            }
            arcsFrom(at.node(), (to, cost) -> {
                long distance = at.distance() + reduced(at.node(), to, cost);
                if (distance < limit && distance < best.getOrDefault(to, UNREACHED)) {
                    best.put(to, distance);
                    open.add(new At(to, distance));
                }
            });
        }
        return false;
    }
}
