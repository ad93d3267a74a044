package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.list;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u32;
import static io.weighbridge.testing.Encoded.u64;

import io.weighbridge.chain.AccountId;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A small interpreter of what the runtime's pallets do with calls in calls: it runs a call for somebody, keeps the events
 * of what took effect, and notes for each weight call what became of it as far as the chain tells. Written from the rules
 * of the pallets; knows nothing of the code under test.
 */
final class NestingModel {

    static final Failure BAD_ORIGIN = new Failure(Bytes.copyOf((byte) 2), "BadOrigin");

    /** Where the chain tells one error of two. */
    private static final String NOT_TOLD = "Unknown";

    private NestingModel() {}

    /** For whom a call runs: an account, or root if there is none. */
    record Who(Optional<AccountId> account) {
        static final Who ROOT = new Who(Optional.empty());

        static Who of(AccountId account) {
            return new Who(Optional.of(account));
        }

        boolean isRoot() {
            return account.isEmpty();
        }
    }

    /** Why a call failed: the encoded error and its name. */
    record Failure(Bytes encoded, String name) {

        static Failure of(ChainBlock block, String pallet, String error) {
            return new Failure(block.error(pallet, error), pallet + "." + error);
        }
    }

    /** What became of a weight call: where, for whom, with which uid, and how it ended. */
    record Line(List<Integer> path, AccountId hotkey, int uid, String outcome) {

        Line ending(String other) {
            return new Line(path, hotkey, uid, other);
        }
    }

    /** What running a call came to: an error and no events, or events. */
    record Ran(Optional<Failure> failure, List<Consumer<ChainBlock>> events, List<Line> lines) {

        static Ran well(List<Consumer<ChainBlock>> events, List<Line> lines) {
            return new Ran(Optional.empty(), events, lines);
        }

        static Ran failed(Failure failure, List<Line> lines) {
            return new Ran(Optional.of(failure), List.of(), lines);
        }

        /** The {@code DispatchResult}. */
        Bytes result() {
            return failure.map(why -> Wrapping.err(why.encoded())).orElse(Wrapping.OK);
        }
    }

    /** A call. */
    interface Act {

        Bytes call(ChainBlock block);

        /** The weight calls in it and for whom they would run, all with that end. */
        List<Line> all(List<Integer> path, Who who, String outcome);

        Ran run(List<Integer> path, Who who);
    }

    /** {@code set_weights} on subnet 30 of one uid, which fails if it is told to. */
    record Set(int uid, Optional<Failure> failure) implements Act {

        @Override
        public Bytes call(ChainBlock block) {
            return block.call("SubtensorModule", "set_weights", u16(30), list(uid), list(65_535), u64(0));
        }

        @Override
        public List<Line> all(List<Integer> path, Who who, String outcome) {
            return who.account().map(hotkey -> new Line(path, hotkey, uid, outcome)).stream()
                    .toList();
        }

        @Override
        public Ran run(List<Integer> path, Who who) {
            if (who.isRoot()) {
                return Ran.failed(BAD_ORIGIN, List.of());
            }
            return failure.map(why -> Ran.failed(why, all(path, who, "failed: " + why.name())))
                    .orElseGet(() -> Ran.well(
                            List.of(block -> block.event("SubtensorModule", "WeightsSet", u16(30), u16(uid))),
                            all(path, who, "success")));
        }
    }

    /** A call that is none of our business, and leaves an event. */
    record Remark() implements Act {

        @Override
        public Bytes call(ChainBlock block) {
            return block.call("System", "remark_with_event");
        }

        @Override
        public List<Line> all(List<Integer> path, Who who, String outcome) {
            return List.of();
        }

        @Override
        public Ran run(List<Integer> path, Who who) {
            return Ran.well(List.of(block -> block.event("System", "Remarked")), List.of());
        }
    }

    /**
     * One of Utility's three batches.
     *
     * @param filter how a batch with a batch in it is refused, except to root
     */
    record Batch(String name, Optional<Failure> filter, List<Act> calls) implements Act {

        @Override
        public Bytes call(ChainBlock block) {
            return block.call(
                    "Utility",
                    name,
                    items(calls.stream().map(call -> call.call(block)).toArray(Bytes[]::new)));
        }

        @Override
        public List<Line> all(List<Integer> path, Who who, String outcome) {
            return from(0, path, who, outcome).toList();
        }

        private Stream<Line> from(int first, List<Integer> path, Who who, String outcome) {
            return Stream.iterate(first, item -> item < calls.size(), item -> item + 1)
                    .flatMap(item -> calls.get(item).all(in(path, item), who, outcome).stream());
        }

        @Override
        public Ran run(List<Integer> path, Who who) {
            if (filter.isPresent() && !who.isRoot() && calls.stream().anyMatch(Batch.class::isInstance)) {
                return Ran.failed(
                        filter.get(),
                        all(
                                path,
                                who,
                                (name.equals("batch_all") ? "rolled_back: " : "not_executed: ")
                                        + filter.get().name()));
            }
            var events = new ArrayList<Consumer<ChainBlock>>();
            var lines = new ArrayList<Line>();
            String end = "BatchCompleted";
            for (int item = 0; item < calls.size(); item++) {
                Ran ran = calls.get(item).run(in(path, item), who);
                lines.addAll(ran.lines());
                if (ran.failure().isEmpty()) {
                    events.addAll(ran.events());
                    events.add(block -> block.event("Utility", "ItemCompleted"));
                    continue;
                }
                Failure why = ran.failure().get();
                if (name.equals("batch_all")) {
                    return Ran.failed(why, all(path, who, "rolled_back: " + why.name()));
                }
                if (name.equals("batch")) {
                    int index = item;
                    events.add(block -> block.event("Utility", "BatchInterrupted", u32(index), why.encoded()));
                    from(item + 1, path, who, "not_executed: " + why.name()).forEach(lines::add);
                    return Ran.well(events, lines);
                }
                events.add(block -> block.event("Utility", "ItemFailed", why.encoded()));
                end = "BatchCompletedWithErrors";
            }
            String last = end;
            events.add(block -> block.event("Utility", last));
            return Ran.well(events, lines);
        }
    }

    /** {@code if_else}. */
    record IfElse(Act main, Act fallback) implements Act {

        @Override
        public Bytes call(ChainBlock block) {
            return block.call("Utility", "if_else", main.call(block), fallback.call(block));
        }

        @Override
        public List<Line> all(List<Integer> path, Who who, String outcome) {
            return Stream.concat(
                            main.all(in(path, 0), who, outcome).stream(),
                            fallback.all(in(path, 1), who, outcome).stream())
                    .toList();
        }

        @Override
        public Ran run(List<Integer> path, Who who) {
            Ran first = main.run(in(path, 0), who);
            if (first.failure().isEmpty()) {
                return Ran.well(
                        and(first.events(), block -> block.event("Utility", "IfElseMainSuccess")),
                        joined(first.lines(), fallback.all(in(path, 1), who, "not_executed")));
            }
            Failure why = first.failure().get();
            Ran second = fallback.run(in(path, 1), who);
            return second.failure()
                    .map(other -> Ran.failed(
                            other,
                            joined(
                                    first.lines().stream()
                                            .map(line ->
                                                    line.ending(line.outcome().replace(why.name(), NOT_TOLD)))
                                            .toList(),
                                    second.lines())))
                    .orElseGet(() -> Ran.well(
                            and(
                                    second.events(),
                                    block -> block.event("Utility", "IfElseFallbackCalled", why.encoded())),
                            joined(first.lines(), second.lines())));
        }
    }

    /**
     * A call that holds one call.
     *
     * @param name {@code Pallet.call}
     * @param args its other arguments
     * @param inside for whom the inner call runs
     * @param refusal why it is refused, if it is
     * @param result its event and what that says, from the inner call's result; none where the result is its own
     */
    record One(
            String name,
            Act inner,
            Map<String, Bytes> args,
            UnaryOperator<Who> inside,
            Function<Who, Optional<Failure>> refusal,
            Told result)
            implements Act {

        @Override
        public Bytes call(ChainBlock block) {
            var all = new HashMap<>(args);
            Bytes held = inner.call(block);
            all.put("call", name.equals("Crowdloan.create") ? Bytes.concat(Bytes.copyOf((byte) 1), held) : held);
            int point = name.indexOf('.');
            return block.call(name.substring(0, point), name.substring(point + 1), all);
        }

        @Override
        public List<Line> all(List<Integer> path, Who who, String outcome) {
            return inner.all(in(path, 0), inside.apply(who), outcome);
        }

        @Override
        public Ran run(List<Integer> path, Who who) {
            Optional<Failure> refused = refusal.apply(who);
            return refused.isPresent()
                    ? Ran.failed(
                            refused.get(),
                            all(path, who, "not_executed: " + refused.get().name()))
                    : result.of(this, path, who);
        }

        private Ran runInner(List<Integer> path, Who who) {
            return inner.run(in(path, 0), inside.apply(who));
        }
    }

    /** How a call that holds one call tells what became of it. */
    interface Told {

        Ran of(One one, List<Integer> path, Who who);

        /** By an event with a {@code DispatchResult} behind these fields; it succeeds in any case. */
        static Told by(String pallet, String event, Function<Who, List<Bytes>> fields) {
            return (one, path, who) -> {
                Ran ran = one.runInner(path, who);
                var all = new ArrayList<>(fields.apply(who));
                all.add(ran.result());
                return Ran.well(
                        and(ran.events(), block -> block.event(pallet, event, all.toArray(Bytes[]::new))), ran.lines());
            };
        }

        /** By its own result, with an event behind it where all went well. */
        static Told itself(Optional<Consumer<ChainBlock>> event) {
            return (one, path, who) -> {
                Ran ran = one.runInner(path, who);
                return ran.failure().isPresent() || event.isEmpty()
                        ? ran
                        : Ran.well(and(ran.events(), event.get()), ran.lines());
            };
        }

        /** Not now: it leaves that event, and the inner call waits. */
        static Told later(String pallet, String event) {
            return (one, path, who) ->
                    Ran.well(List.of(block -> block.event(pallet, event)), one.all(path, who, "deferred"));
        }
    }

    /** Blake2b of the text, the accounts or numbers behind it. */
    static AccountId derived(Bytes... parts) {
        return new AccountId(Blake2b.hash256(
                Bytes.concat(Bytes.wrap("modlpy/utilisuba".getBytes(StandardCharsets.US_ASCII)), Bytes.concat(parts))));
    }

    /** A multisig of somebody and others. */
    static AccountId multisig(AccountId who, int threshold, AccountId... others) {
        Bytes[] sorted = Stream.concat(Stream.of(who), Arrays.stream(others))
                .sorted(Comparator.comparing(account -> account.bytes().hex()))
                .map(AccountId::bytes)
                .toArray(Bytes[]::new);
        return derived(items(sorted), u16(threshold));
    }

    private static List<Integer> in(List<Integer> path, int index) {
        return joined(path, List.of(index));
    }

    private static <T> List<T> and(List<T> some, T last) {
        return joined(some, List.of(last));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
