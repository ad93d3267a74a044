package io.weighbridge.cli;

import io.weighbridge.backfill.jump.Proof;

/** The proof of a jump in one line. */
final class ProofText {

    private ProofText() {}

    static String of(Proof proof) {
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
