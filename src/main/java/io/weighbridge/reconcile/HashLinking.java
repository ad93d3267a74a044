package io.weighbridge.reconcile;

import io.weighbridge.store.RowLink;
import io.weighbridge.store.RowLink.Role;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;

/** Links rows that name their extrinsic: the strongest evidence, used whatever the distance in time. */
final class HashLinking {

    private final PlannedTable planned;
    private final Candidates candidates;
    private final HashEvidence evidence;
    private final Linking linking;
    private final UnlinkedFindings unlinked;

    HashLinking(
            PlannedTable planned,
            Candidates candidates,
            HashEvidence evidence,
            Linking linking,
            UnlinkedFindings unlinked) {
        this.planned = planned;
        this.candidates = candidates;
        this.evidence = evidence;
        this.linking = linking;
        this.unlinked = unlinked;
    }

    void link() {
        for (long id : planned.rows().stream().map(TableRow::id).toList()) {
            if (!isLinkedByHash(id) && namesExtrinsic(id)) {
                planned.unfilled(id).filter(candidates::mayLink).ifPresent(this::link);
            }
        }
    }

    private boolean isLinkedByHash(long row) {
        return planned.linkOf(row).map(link -> link.tier() == Tier.HASH).orElse(false);
    }

    /** Whether the row's original hash cell names an extrinsic. */
    private boolean namesExtrinsic(long row) {
        return HashCell.read(planned.unfilled(row, "transaction_hash")).namesExtrinsic();
    }

    private void link(LoggedRow row) {
        HashEvidence.Target target = evidence.of(row);
        if (target instanceof HashEvidence.Target.One one) {
            link(row, one.fact());
        } else if (planned.linkOf(row.id()).isEmpty()) {
            leave(row, target);
        }
    }

    private void leave(LoggedRow row, HashEvidence.Target target) {
        if (target instanceof HashEvidence.Target.Several several) {
            several.facts().forEach(fact -> unlinked.doubt(row, fact));
        } else if (target instanceof HashEvidence.Target.Block block) {
            candidates.confine(row, block.facts());
        } else if (target == HashEvidence.Target.Foreign.FOREIGN) {
            unlinked.say(row, RowVerdict.HASH_CONFLICT);
        }
    }

    /**
     * Links a row to the fact, releasing links on weaker evidence. Of several rows that name the fact, the one with the
     * lowest key is primary.
     */
    private void link(LoggedRow row, ChainFact fact) {
        if (planned.linkOf(row.id()).map(link -> link.fact().equals(fact.key())).orElse(false)) {
            return;
        }
        if (planned.isSuppressed(fact.key())) {
            unlinked.say(row, RowVerdict.SUPPRESSED);
            return;
        }
        planned.linkOf(row.id()).ifPresent(linking::release);
        Role role = Role.PRIMARY;
        for (RowLink other : planned.linksOf(fact.key())) {
            if (other.tier() != Tier.HASH) {
                linking.release(other);
            } else if (other.row() < row.id()) {
                role = Role.DUPLICATE;
            } else {
                planned.put(other.withRole(Role.DUPLICATE));
            }
        }
        linking.link(planned.logged(planned.row(row.id()).orElseThrow()), fact, Tier.HASH, role);
    }
}
