package io.weighbridge.cli.doctor;

import io.weighbridge.store.sqlite.DatabaseFile;
import io.weighbridge.store.sqlite.DatabaseFile.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a database file can be used as it has to be. */
public final class DatabaseCheck {

    private static final long ROOM = 1L << 30;
    private static final long LONG_LOG = 256L << 20;
    private static final Duration SILENCE = Duration.ofHours(6);
    private static final String DECOY = "alembic_version";

    private final List<Finding> findings = new ArrayList<>();
    private final String subject;
    private final DatabaseFile file;

    private DatabaseCheck(String subject, DatabaseFile file) {
        this.subject = subject;
        this.file = file;
    }

    /**
     * Judges the file of a validator.
     *
     * @param file what was seen of it
     * @param locker who has kept it locked for longer than a write takes; empty for nobody
     * @param now the time
     */
    public static List<Finding> ofValidator(DatabaseFile file, Optional<String> locker, Instant now) {
        var check = new DatabaseCheck("validator's file", file);
        if (check.isThere(
                "only the validator may create it: start it once, or correct --db (VALIDATOR_DB_PATH counts from the"
                        + " validator's project folder)")) {
            check.access();
            check.lock(locker);
            check.validators(now);
        }
        return check.result();
    }

    /** Judges a store, or the place where one will be made. */
    public static List<Finding> ofStore(DatabaseFile file) {
        var check = new DatabaseCheck("store", file);
        if (file.kind() == Kind.MISSING) {
            check.place();
        } else if (check.isThere("give the path of a file as --store")) {
            check.access();
            check.store();
        }
        return check.result();
    }

    private List<Finding> result() {
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAULT)
                ? findings.stream()
                        .filter(finding -> finding.level() != Finding.Level.OK)
                        .toList()
                : List.copyOf(findings);
    }

    private boolean isThere(String remedy) {
        if (file.kind() == Kind.FILE) {
            return true;
        }
        String found =
                file.kind() == Kind.MISSING ? "there is nothing at " : "there is no file, but something else at ";
        findings.add(Finding.fault(subject, found + file.path(), remedy));
        return false;
    }

    private void place() {
        Path folder = file.path().resolveSibling(".").normalize();
        if (file.folderWritable()) {
            findings.add(Finding.note(subject, "not made yet: 'follow' or 'backfill' will make " + file.path()));
            room();
            fileSystem();
        } else {
            findings.add(Finding.fault(
                    subject,
                    "cannot be made in " + folder + ", which is no folder that can be written",
                    "make the folder, or give another path as --store"));
        }
    }

    private void access() {
        if (!file.owned()) {
            findings.add(Finding.fault(
                    subject,
                    file.path() + " belongs to the user with number " + file.owner()
                            + ", not to the one who runs this: side files of another user lock its owner out",
                    "run Weighbridge as that user: 'sudo -u \"#" + file.owner()
                            + "\" scripts/weighbridge …', or 'User=' in" + " the service"));
        } else if (!file.writable() || !file.folderWritable()) {
            findings.add(Finding.fault(
                    subject,
                    (file.writable() ? "the folder of " : "") + file.path() + " cannot be written",
                    "chmod u+w; in a container share the folder for writing, not the single file; in a service add the"
                            + " folder to ReadWritePaths"));
        }
        if (!file.content().fault().isEmpty()) {
            findings.add(Finding.fault(subject, file.content().fault(), ""));
        }
        if (!file.inUse().isEmpty()) {
            findings.add(Finding.note(subject, "a Weighbridge is at work on it: " + file.inUse()));
        }
        fileSystem();
        room();
        if (file.logBytes() > LONG_LOG) {
            findings.add(Finding.warning(
                    subject,
                    "its write-ahead log has grown to " + (file.logBytes() >> 20)
                            + " MB: somebody keeps an old state open",
                    "end programs that hold the file open for long, such as a database browser"));
        }
        if (!file.content().safeForTwo()) {
            findings.add(Finding.fault(
                    subject,
                    "SQLite " + file.content().sqlite() + " can damage a file that two programs write to",
                    "use the SQLite that comes with Weighbridge (3.51.3 or newer)"));
        }
    }

    private void lock(Optional<String> locker) {
        locker.ifPresent(who -> findings.add(Finding.warning(
                subject,
                "is locked by " + who
                        + ": neither the validator nor Weighbridge can write to it; the validator loses what"
                        + " it cannot write within 5 s",
                "end it, or the transaction that it keeps open; a database browser does so with its unsaved changes")));
    }

    private void fileSystem() {
        if (!file.locksHold()) {
            findings.add(Finding.fault(
                    subject,
                    "lies on a file system of type " + file.fileSystem() + ", on which SQLite's locks do not hold",
                    "put it on a local disk of the machine on which every program that uses it runs"));
        }
    }

    private void room() {
        if (file.freeBytes() < ROOM) {
            findings.add(
                    Finding.warning(
                            subject,
                            "only " + (file.freeBytes() >> 20) + " MB are left on its disk",
                            "make room: a year of sets takes some 100 MB, and the copy before the first write the size of the file"));
        }
    }

    private void validators(Instant now) {
        var content = file.content();
        if (!content.fault().isEmpty() || !file.owned()) {
            return;
        }
        if (!content.isValidators()) {
            notTheValidators();
            return;
        }
        if (!content.journalMode().equals("wal")) {
            findings.add(Finding.fault(
                    subject,
                    "its journal mode is " + content.journalMode()
                            + ", expected wal: two programs cannot share it like this",
                    "stop the validator, run 'sqlite3 " + file.path()
                            + " \"PRAGMA journal_mode=WAL\"', start it again"));
        }
        table();
        Duration silence = Duration.between(file.lastWrite(), now);
        if (silence.compareTo(SILENCE) > 0) {
            findings.add(Finding.warning(
                    subject,
                    "nobody has written to it for " + silence.toHours() + " hours",
                    "is the validator running, and is it set to use this file (USE_VALIDATOR_DB=true)?"));
        }
        findings.add(Finding.ok(subject, file.path() + ", " + content.journalMode() + ", SQLite " + content.sqlite()));
    }

    private void notTheValidators() {
        var missing = new TreeSet<>(DatabaseFile.validatorsTables());
        missing.removeAll(file.content().tables());
        String what = file.content().isStore()
                ? "is a store of Weighbridge"
                : file.content().tables().equals(Set.of(DECOY))
                        ? "is the decoy that the migration tool leaves beside its ini file"
                        : "lacks the validator's tables " + String.join(", ", missing);
        findings.add(Finding.fault(
                subject,
                file.path() + " " + what,
                "give the validator's own file as --db: ~/.wahoo/validator.db unless VALIDATOR_DB_PATH says otherwise;"
                        + " if it is new, start the validator once"));
    }

    private void table() {
        var content = file.content();
        if (!content.tables().contains("weight_transactions")) {
            findings.add(Finding.note(
                    subject, "has no table weight_transactions yet; it is created, unless reconcile.table is wait"));
        } else if (!content.missing().isEmpty()) {
            findings.add(Finding.fault(
                    subject,
                    "its table weight_transactions lacks " + String.join(", ", new TreeSet<>(content.missing())),
                    "update the validator, or Weighbridge if the validator has changed its table"));
        } else if (!content.demanded().isEmpty()) {
            findings.add(Finding.warning(
                    subject,
                    "its table weight_transactions demands " + String.join(", ", new TreeSet<>(content.demanded()))
                            + ", which Weighbridge does not know: rows are completed, but none can be inserted",
                    "update Weighbridge"));
        }
    }

    private void store() {
        var content = file.content();
        if (!content.fault().isEmpty() || !file.owned()) {
            return;
        }
        if (content.isValidators()) {
            findings.add(Finding.fault(
                    subject, file.path() + " is a validator's file", "give it as --db, and another path as --store"));
        } else if (!content.isStore()) {
            findings.add(Finding.fault(
                    subject, file.path() + " is a database of something else", "give another path as --store"));
        } else {
            findings.add(Finding.ok(subject, file.path() + ", SQLite " + content.sqlite()));
        }
    }
}
