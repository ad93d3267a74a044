package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.weights.Wrapping.ACCOUNT_ZERO;
import static io.weighbridge.weights.Wrapping.BOB;
import static io.weighbridge.weights.Wrapping.TIMEPOINT_ZERO;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.weights.NestingModel.Act;
import io.weighbridge.weights.NestingModel.Failure;
import io.weighbridge.weights.NestingModel.One;
import io.weighbridge.weights.NestingModel.Told;
import io.weighbridge.weights.NestingModel.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Random calls in calls of one runtime, by seed. Not thread safe. */
final class RandomNesting {

    private static final Bytes SIGNED = Bytes.copyOf((byte) 0, (byte) 1);

    private final ChainBlock block;
    private final Random random;
    private final Optional<Failure> filter;
    private final boolean thresholdOneTells;
    private int uid = 1;

    RandomNesting(ChainBlock block, Random random) {
        this.block = block;
        this.random = random;
        this.filter = block.runtime().specVersion() >= 263
                ? Optional.of(Failure.of(block, "System", "CallFiltered"))
                : Optional.empty();
        this.thresholdOneTells = block.runtime().specVersion() >= 334;
    }

    /**
     * A call with at most so many calls around its weight calls.
     *
     * @param around the call around it
     * @param root whether it runs for root; most calls suit whom they run for
     */
    Act act(int depth, String around, boolean root) {
        if (depth == 0) {
            return leaf();
        }
        boolean misfit = random.nextInt(12) == 0;
        List<Function<Integer, Act>> choices = choices(around, root, root != misfit);
        return choices.get(random.nextInt(choices.size())).apply(depth - 1);
    }

    private Act leaf() {
        if (random.nextInt(6) == 0) {
            return new NestingModel.Remark();
        }
        List<String> errors = List.of("DuplicateUids", "SettingWeightsTooFast");
        Optional<Failure> failure = random.nextInt(3) == 0
                ? Optional.of(Failure.of(block, "SubtensorModule", errors.get(random.nextInt(errors.size()))))
                : Optional.empty();
        return new NestingModel.Set(uid++, failure);
    }

    private List<Function<Integer, Act>> choices(String around, boolean root, boolean suitsRoot) {
        var choices = new ArrayList<Function<Integer, Act>>();
        if (!around.contains("batch") || random.nextInt(3) == 0) {
            for (String batch : List.of("batch", "batch_all", "force_batch")) {
                add(choices, "Utility." + batch, depth -> batch(batch, depth, root));
            }
        }
        add(
                choices,
                "Utility.if_else",
                depth -> new NestingModel.IfElse(act(depth, "", root), act(shallow(depth), "", root)));
        if (suitsRoot) {
            add(choices, "Utility.dispatch_as", depth -> dispatchAs("dispatch_as", depth));
            add(choices, "Utility.dispatch_as", depth -> dispatchAs("dispatch_as", depth));
            add(choices, "Utility.dispatch_as_fallible", depth -> dispatchAs("dispatch_as_fallible", depth));
            add(choices, "Utility.with_weight", this::withWeight);
            if (random.nextInt(4) == 0) {
                add(choices, "Scheduler.schedule", this::schedule);
            }
        } else {
            add(choices, "Utility.as_derivative", this::derivative);
            add(choices, "Proxy.proxy", this::proxy);
            add(choices, "Multisig.as_multi", this::multisig);
            add(choices, "Multisig.as_multi_threshold_1", this::multisigOfOne);
            add(choices, "Sudo.sudo_as", this::sudoAs);
            add(choices, "Sudo.sudo", this::sudo);
            if (random.nextInt(4) == 0) {
                add(choices, "Crowdloan.create", this::crowdloan);
            }
        }
        return choices;
    }

    private void add(List<Function<Integer, Act>> choices, String call, Function<Integer, Act> choice) {
        int point = call.indexOf('.');
        if (block.hasCall(call.substring(0, point), call.substring(point + 1))) {
            choices.add(choice);
        }
    }

    /** One item goes on as deep as may be, the others stay flat. */
    private Act batch(String name, int depth, boolean root) {
        int deep = random.nextInt(3);
        return new NestingModel.Batch(
                name,
                filter,
                IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(item -> act(item == deep ? depth : shallow(depth), name, root))
                        .toList());
    }

    private int shallow(int depth) {
        return Math.min(depth, random.nextInt(3));
    }

    private Act derivative(int depth) {
        int index = random.nextInt(3);
        return one(
                "Utility.as_derivative",
                depth,
                Map.of("index", u16(index)),
                who -> who.account()
                        .map(account -> Who.of(NestingModel.derived(account.bytes(), u16(index))))
                        .orElse(Who.ROOT),
                signed(Optional.empty()),
                Told.itself(Optional.empty()));
    }

    private Act proxy(int depth) {
        return one(
                "Proxy.proxy",
                depth,
                Map.of("real", address(BOB)),
                who -> Who.of(BOB),
                signed(sometimes("Proxy", "NotProxy")),
                Told.by("Proxy", "ProxyExecuted", who -> List.of()));
    }

    private Act multisig(int depth) {
        UnaryOperator<Who> account = multisigAccount(2);
        boolean complete = random.nextInt(3) > 0;
        return one(
                "Multisig.as_multi",
                depth,
                Map.of("threshold", u16(2), "other_signatories", others()),
                account,
                signed(sometimes("Multisig", "AlreadyApproved")),
                complete
                        ? Told.by("Multisig", "MultisigExecuted", who -> executed(account.apply(who)))
                        : Told.later("Multisig", random.nextBoolean() ? "NewMultisig" : "MultisigApproval"));
    }

    private Act multisigOfOne(int depth) {
        UnaryOperator<Who> account = multisigAccount(1);
        Optional<Failure> refusal = sometimes("Multisig", "SignatoriesOutOfOrder");
        Told result = thresholdOneTells
                ? (one, path, who) -> Told.itself(Optional.of(told -> told.event(
                                "Multisig", "MultisigExecuted", append(executed(account.apply(who)), Wrapping.OK))))
                        .of(one, path, who)
                : Told.itself(Optional.empty());
        return one(
                "Multisig.as_multi_threshold_1",
                depth,
                Map.of(
                        "other_signatories",
                        refusal.isPresent() ? items(Samples.CHARLIE.bytes(), BOB.bytes()) : others()),
                account,
                signed(refusal),
                result);
    }

    private Act sudoAs(int depth) {
        return one(
                "Sudo.sudo_as",
                depth,
                Map.of("who", address(BOB)),
                who -> Who.of(BOB),
                signed(sometimes("Sudo", "RequireSudo")),
                Told.by("Sudo", "SudoAsDone", who -> List.of()));
    }

    private Act sudo(int depth) {
        return one(
                "Sudo.sudo",
                depth,
                Map.of(),
                who -> Who.ROOT,
                signed(sometimes("Sudo", "RequireSudo")),
                Told.by("Sudo", "Sudid", who -> List.of()));
    }

    private Act dispatchAs(String name, int depth) {
        return one(
                "Utility." + name,
                depth,
                Map.of("as_origin", Bytes.concat(SIGNED, Samples.CHARLIE.bytes())),
                who -> Who.of(Samples.CHARLIE),
                RandomNesting::rootOnly,
                name.equals("dispatch_as")
                        ? Told.by("Utility", "DispatchedAs", who -> List.of())
                        : Told.itself(Optional.of(told -> told.event("Utility", "DispatchedAs", Wrapping.OK))));
    }

    private Act withWeight(int depth) {
        return one(
                "Utility.with_weight",
                depth,
                Map.of(),
                who -> Who.ROOT,
                RandomNesting::rootOnly,
                Told.itself(Optional.empty()));
    }

    private Act schedule(int depth) {
        return one(
                "Scheduler.schedule",
                depth,
                Map.of(),
                who -> who,
                RandomNesting::rootOnly,
                Told.later("Scheduler", "Scheduled"));
    }

    private Act crowdloan(int depth) {
        return one(
                "Crowdloan.create",
                depth,
                Map.of(),
                who -> who,
                signed(sometimes("Crowdloan", "DepositTooLow")),
                Told.later("Crowdloan", "Created"));
    }

    private Act one(
            String name,
            int depth,
            Map<String, Bytes> args,
            UnaryOperator<Who> inside,
            Function<Who, Optional<Failure>> refusal,
            Told result) {
        return new One(name, act(depth, name, inside.apply(Who.of(BOB)).isRoot()), args, inside, refusal, result);
    }

    private Optional<Failure> sometimes(String pallet, String error) {
        return random.nextInt(8) == 0 ? Optional.of(Failure.of(block, pallet, error)) : Optional.empty();
    }

    /** Refuses root, and everybody if there is a reason. */
    private static Function<Who, Optional<Failure>> signed(Optional<Failure> reason) {
        return who -> who.isRoot() ? Optional.of(NestingModel.BAD_ORIGIN) : reason;
    }

    private static Optional<Failure> rootOnly(Who who) {
        return who.isRoot() ? Optional.empty() : Optional.of(NestingModel.BAD_ORIGIN);
    }

    private static UnaryOperator<Who> multisigAccount(int threshold) {
        return who -> who.account()
                .map(account -> Who.of(NestingModel.multisig(account, threshold, BOB, Samples.CHARLIE)))
                .orElse(Who.ROOT);
    }

    private static List<Bytes> executed(Who multisig) {
        return List.of(
                ACCOUNT_ZERO,
                TIMEPOINT_ZERO,
                multisig.account().map(AccountId::bytes).orElse(ACCOUNT_ZERO),
                ACCOUNT_ZERO);
    }

    private static Bytes[] append(List<Bytes> fields, Bytes last) {
        var all = new ArrayList<>(fields);
        all.add(last);
        return all.toArray(Bytes[]::new);
    }

    private static Bytes address(AccountId account) {
        return Bytes.concat(Bytes.copyOf((byte) 0), account.bytes());
    }

    private static Bytes others() {
        return items(BOB.bytes(), Samples.CHARLIE.bytes());
    }
}
