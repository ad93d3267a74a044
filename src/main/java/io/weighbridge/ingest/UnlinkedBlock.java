package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.DigestItem;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.scale.ScaleReader;

/**
 * One block that was read and whose link to its parent is not checked yet.
 *
 * @param block the block
 * @param parent the hash of the block before, as its header says
 * @param changesRuntime whether its header says that the next block has another runtime
 * @param specVersion the spec version of the runtime that it was read with; {@link #NO_RUNTIME} if none was needed
 * @param finding its finding
 */
record UnlinkedBlock(BlockRef block, Hash parent, boolean changesRuntime, int specVersion, Finding finding) {

    /** The spec version of a block that was not decoded, such as genesis. */
    static final int NO_RUNTIME = -1;

    static UnlinkedBlock of(BlockRef block, Header header, int specVersion, Finding finding) {
        return new UnlinkedBlock(block, header.parentHash(), changesRuntime(header), specVersion, finding);
    }

    /** Whether a header says that the next block has another runtime. */
    static boolean changesRuntime(Header header) {
        return header.digest().stream()
                .map(item -> DigestItem.read(new ScaleReader(item)).kind())
                .anyMatch(DigestItem.Kind.RUNTIME_UPDATED::equals);
    }

    long number() {
        return block.number();
    }
}
