package io.weighbridge.cli;

import io.weighbridge.backfill.jump.Proof;
import java.util.ArrayList;
import java.util.List;

/** The proof of a jump for people. */
final class ProofText {

    private ProofText() {}

    /** A line for all blocks in a row whose proof holds, and one for each piece whose does not. */
    static List<String> of(List<Proof> proofs) {
        var pieces = new ArrayList<Proof>();
        for (Proof next : proofs) {
            List<Proof> both = pieces.isEmpty()
                    ? List.of(next)
                    : pieces.remove(pieces.size() - 1).with(next);
            pieces.addAll(both);
        }
        return pieces.stream().map(ProofText::of).toList();
    }

    private static String of(Proof proof) {
        var text = new StringBuilder("  ")
                .append(proof.holds() ? "proved" : "NOT PROVED")
                .append(' ')
                .append(proof.blocks())
                .append(": nonces moved by ")
                .append(proof.moved())
                .append(", ")
                .append(Words.count(proof.signed(), "signed extrinsic"))
                .append(" found; ")
                .append(Words.count(proof.visited(), "block"))
                .append(" visited, ")
                .append(Words.count(proof.looks(), "state"))
                .append(" compared");
        if (!proof.scanned().isEmpty()) {
            text.append(", ")
                    .append(Words.count(proof.scanned().size(), "block"))
                    .append(" scanned");
        }
        if (!proof.reset().isEmpty()) {
            text.append("; the nonce began anew in ").append(proof.reset());
        }
        if (!proof.holds()) {
            text.append("; scanned, as the endpoint's nonces do not fit the extrinsics in block ")
                    .append(proof.unexplained());
        }
        return text.toString();
    }
}
