package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes what a state tells about one hotkey; whatever a test does not say is usual. Not thread safe. */
final class SnapshotBuilder {

    /** The tracked hotkey. */
    static final AccountId HOTKEY = AccountId.fromHex("11".repeat(32));

    private static final AccountId DELEGATE = AccountId.fromHex("22".repeat(32));
    private static final Netuid NETUID = new Netuid(7);
    private static final SubnetHotkey OWN = new SubnetHotkey(HOTKEY, NETUID);
    private static final SubnetHotkey ELSEWHERE = new SubnetHotkey(HOTKEY, new Netuid(8));

    private final long block;
    private Map<AccountId, Signer> signers = Map.of(HOTKEY, signer(50, "01", false));
    private Map<SubnetHotkey, Registration> registrations =
            Map.of(OWN, new Registration(4, 10, List.of(20L, 0L), List.of(Bytes.EMPTY)));
    private Map<SubnetHotkey, List<Long>> elsewhere = Map.of();
    private Set<TimelockedCommit> timelockedCommits = Set.of();
    private Set<HashCommit> hashCommits = Set.of();
    private Map<Netuid, EpochSchedule> schedules = Map.of();

    private SnapshotBuilder(long block) {
        this.block = block;
    }

    /** A state after that block. */
    static SnapshotBuilder at(long block) {
        return new SnapshotBuilder(block);
    }

    /** The finished snapshot. */
    Snapshot snapshot() {
        return new Snapshot(
                new BlockRef(block, Hash.ZERO),
                signers,
                registrations,
                timelockedCommits,
                hashCommits,
                elsewhere,
                schedules,
                Set.of());
    }

    private static Signer signer(long nonce, String rest, boolean low) {
        return new Signer(nonce, true, low, Bytes.fromHex(rest));
    }

    private Registration registration() {
        return registrations.getOrDefault(OWN, new Registration(0, 0, List.of(), List.of()));
    }

    /** The hotkey has that nonce. */
    SnapshotBuilder nonce(long nonce) {
        signers = Map.of(HOTKEY, signer(nonce, "01", false));
        return this;
    }

    /** The hotkey has a low balance. */
    SnapshotBuilder low() {
        signers = Map.of(HOTKEY, signer(nonce(), "01", true));
        return this;
    }

    /** The hotkey's record is another one, but for its nonce. */
    SnapshotBuilder balance(String rest) {
        signers = Map.of(HOTKEY, signer(nonce(), rest, false));
        return this;
    }

    /** The hotkey has no account. */
    SnapshotBuilder absent() {
        signers = Map.of(HOTKEY, Signer.NONE);
        return this;
    }

    /** The hotkey has a proxy with that nonce. */
    SnapshotBuilder delegate(long nonce) {
        signers = Map.of(HOTKEY, signer(nonce(), "01", false), DELEGATE, signer(nonce, "03", false));
        return this;
    }

    private long nonce() {
        return signers.getOrDefault(HOTKEY, Signer.NONE).nonce();
    }

    /** The last updates of two mechanisms. */
    SnapshotBuilder updates(long main, long second) {
        registrations = Map.of(
                OWN,
                new Registration(
                        registration().uid(),
                        registration().registered(),
                        List.of(main, second),
                        registration().weights()));
        return this;
    }

    /** The slot changed hands in that block. */
    SnapshotBuilder registered(long at) {
        registrations = Map.of(
                OWN,
                new Registration(
                        registration().uid(),
                        at,
                        registration().updates(),
                        registration().weights()));
        return this;
    }

    /** The hotkey has that uid. */
    SnapshotBuilder uid(int uid) {
        registrations = Map.of(
                OWN,
                new Registration(
                        uid,
                        registration().registered(),
                        registration().updates(),
                        registration().weights()));
        return this;
    }

    /** The stored weights. */
    SnapshotBuilder weights(String hex) {
        registrations = Map.of(
                OWN,
                new Registration(
                        registration().uid(),
                        registration().registered(),
                        registration().updates(),
                        List.of(Bytes.fromHex(hex))));
        return this;
    }

    /** The hotkey is not registered. */
    SnapshotBuilder unregistered() {
        registrations = Map.of();
        return this;
    }

    /** The last update on a subnet that is not tracked. */
    SnapshotBuilder elsewhere(long update) {
        elsewhere = Map.of(ELSEWHERE, List.of(update));
        return this;
    }

    /** A timelocked commit waits, under that epoch and for that round. */
    SnapshotBuilder timelockedCommits(long epoch, int round) {
        var entry = new Value.Items(List.of(new Value.Int(1), new Value.Int(round)));
        timelockedCommits = Set.of(new TimelockedCommit(new StorageIndex(NETUID, MechanismId.MAIN), epoch, entry, 0));
        return this;
    }

    /** A commit by hash waits, to be revealed in these blocks. */
    SnapshotBuilder hashCommits(int first, int last) {
        return hashCommits(new Value.Items(
                List.of(new Value.Int(1), new Value.Int(90), new Value.Int(first), new Value.Int(last))));
    }

    /** A commit by hash waits, with that entry. */
    SnapshotBuilder hashCommits(Value entry) {
        hashCommits = Set.of(new HashCommit(new StorageIndex(NETUID, MechanismId.MAIN), HOTKEY, entry, 0));
        return this;
    }

    /** The subnet's epochs. */
    SnapshotBuilder schedule(EpochSchedule schedule) {
        schedules = Map.of(NETUID, schedule);
        return this;
    }
}
