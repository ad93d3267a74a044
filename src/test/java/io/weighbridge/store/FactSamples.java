package io.weighbridge.store;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.chain.Uid;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.WeightFact;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Weight facts for tests: plain ones with chosen traits, and arbitrary ones by seed. */
public final class FactSamples {

    /** The hotkey of plain facts. */
    public static final AccountId ALICE = account(1);

    /** Another hotkey. */
    public static final AccountId BOB = account(2);

    /** The subnet of plain facts. */
    public static final Netuid SUBNET = new Netuid(30);

    private static final Instant GENESIS_TIME = Instant.parse("2026-02-20T12:00:00Z");
    private static final List<Outcome> OUTCOMES = List.of(
            Outcome.Success.SUCCESS,
            Outcome.Deferred.DEFERRED,
            Outcome.NotNeeded.NOT_NEEDED,
            new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast,\nit's \"late\".")),
            new Outcome.RolledBack(new DispatchError("BadOrigin", "")),
            new Outcome.NotExecuted(new DispatchError("Token.FundsUnavailable", "")));

    private FactSamples() {}

    /** An account whose bytes are all the same. */
    public static AccountId account(int filling) {
        var bytes = new byte[AccountId.SIZE];
        Arrays.fill(bytes, (byte) filling);
        return new AccountId(Bytes.wrap(bytes));
    }

    /** A hash that a person can tell from others. */
    public static Hash hash(String of) {
        var bytes = new byte[Hash.SIZE];
        new Random(of.hashCode()).nextBytes(bytes);
        return new Hash(Bytes.wrap(bytes));
    }

    /** A successful {@code set_weights} of Alice on the subnet, extrinsic 4 of its block. */
    public static WeightFact set(long block) {
        return set(block, ALICE, SUBNET, Outcome.Success.SUCCESS);
    }

    /** A {@code set_weights}, extrinsic 4 of its block. */
    public static WeightFact set(long block, AccountId hotkey, Netuid netuid, Outcome outcome) {
        return fact(
                block,
                Position.ofCall(4, List.of()),
                WeightFact.Kind.SET,
                hotkey,
                new StorageIndex(netuid, MechanismId.MAIN),
                outcome,
                new Payload.Weights(List.of(10, 12, 176), List.of(10922, 10922, 65535), 2013));
    }

    /** A fact that a signed extrinsic caused. */
    public static WeightFact fact(
            long block,
            Position position,
            WeightFact.Kind kind,
            AccountId hotkey,
            StorageIndex index,
            Outcome outcome,
            Payload payload) {
        String extrinsic = position.text().replaceFirst("[/@#].*", "");
        return new WeightFact(
                new BlockRef(block, hash("block " + block)),
                GENESIS_TIME.plusSeconds(12 * block),
                293,
                position,
                "SubtensorModule." + kind.word() + "_weights",
                kind,
                new Origin.Signed(
                        hash("extrinsic " + block + extrinsic), hotkey, block, BigInteger.ZERO, BigInteger.TWO),
                hotkey,
                index,
                KnownUid.Unknown.UNKNOWN,
                outcome,
                payload);
    }

    /** One fact a block, of every kind, outcome, origin and payload, with numbers at the edges of their ranges. */
    public static List<WeightFact> arbitrary(long seed, int count) {
        var random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(n -> arbitrary(random, 1000 + n))
                .toList();
    }

    private static WeightFact arbitrary(Random random, long block) {
        var kinds = WeightFact.Kind.values();
        return new WeightFact(
                new BlockRef(block, hash("block " + block)),
                Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)),
                random.nextInt(Integer.MAX_VALUE),
                position(random),
                "SubtensorModule.call_" + random.nextInt(9),
                kinds[random.nextInt(kinds.length)],
                origin(random),
                account(random.nextInt(256)),
                new StorageIndex(new Netuid(random.nextInt(4096)), new MechanismId(random.nextInt(16))),
                random.nextBoolean() ? KnownUid.Unknown.UNKNOWN : new KnownUid.Known(new Uid(random.nextInt(65536))),
                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                payload(random));
    }

    private static Position position(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Position.ofCall(random.nextInt(99), List.of());
            case 1 -> Position.ofCall(random.nextInt(99), List.of(0, random.nextInt(99)));
            case 2 -> Position.ofCall(random.nextInt(99), List.of()).item(random.nextInt(99));
            case 3 -> Position.ofHook(random.nextInt(99));
            default -> Position.ofEvent(random.nextInt(99), random.nextInt(99));
        };
    }

    private static Origin origin(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Origin.Hook.HOOK;
            case 1 -> new Origin.Unsigned(hash("unsigned " + random.nextInt()));
            default ->
                new Origin.Signed(
                        hash("signed " + random.nextInt()),
                        account(random.nextInt(256)),
                        random.nextLong(1L << 32),
                        new BigInteger(128, random),
                        new BigInteger(64, random));
        };
    }

    private static Payload payload(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> Payload.Opaque.OPAQUE;
            case 1 -> new Payload.HashCommit(hash("commit " + random.nextInt()), window(random));
            case 2 -> new Payload.Revealed(weights(random), hash("revealed " + random.nextInt()));
            case 3 ->
                new Payload.TimelockedCommit(
                        hash("timelocked " + random.nextInt()),
                        ciphertext(random),
                        random.nextBoolean() ? -1L - random.nextInt(9) : random.nextLong(),
                        random.nextInt(65536),
                        window(random));
            case 4 -> stored(random);
            case 5 -> new Payload.Revealed(stored(random), hash("revealed " + random.nextInt()));
            default -> weights(random);
        };
    }

    private static RevealWindow window(Random random) {
        long first = random.nextLong(1L << 40);
        return random.nextBoolean()
                ? RevealWindow.Unknown.UNKNOWN
                : new RevealWindow.Blocks(first, first + random.nextInt(400));
    }

    private static Payload.Weights weights(Random random) {
        return new Payload.Weights(
                random.ints(random.nextInt(300), 0, 65536).boxed().toList(),
                random.ints(random.nextInt(300), 0, 65536).boxed().toList(),
                random.nextLong());
    }

    private static Payload.Stored stored(Random random) {
        Payload.Weights weights = weights(random);
        return new Payload.Stored(weights.uids(), weights.values());
    }

    private static Bytes ciphertext(Random random) {
        var bytes = new byte[random.nextInt(700)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
