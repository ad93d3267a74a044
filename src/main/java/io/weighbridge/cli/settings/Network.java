package io.weighbridge.cli.settings;

import io.weighbridge.chain.Hash;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A chain by the name that operators use for it. */
public enum Network {
    /** The main chain. */
    FINNEY(
            "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03",
            "wss://entrypoint-finney.opentensor.ai:443",
            "wss://archive.chain.opentensor.ai:443"),
    /** The public test chain. */
    TEST(
            "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105",
            "wss://test.finney.opentensor.ai:443",
            "wss://test.finney.opentensor.ai:443"),
    /** A chain on this machine, of any genesis. */
    LOCAL("", "ws://127.0.0.1:9944", "ws://127.0.0.1:9944"),
    /** Whatever chain the endpoints given are of. */
    UNNAMED("", "", "");

    private final String genesis;
    private final String live;
    private final String archive;

    Network(String genesis, String live, String archive) {
        this.genesis = genesis;
        this.live = live;
        this.archive = archive;
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The genesis hash, where it is known. */
    public Optional<Hash> genesis() {
        return genesis.isEmpty() ? Optional.empty() : Optional.of(Hash.fromHex(genesis));
    }

    /** The network with that genesis hash, if it is a public one. */
    public static Optional<Network> of(Hash genesis) {
        return Arrays.stream(values())
                .filter(network -> network.genesis().filter(genesis::equals).isPresent())
                .findFirst();
    }

    /** The public nodes for recent blocks; none for {@link #UNNAMED}. */
    List<URI> liveEndpoints() {
        return live.isEmpty() ? List.of() : List.of(URI.create(live));
    }

    /** The public nodes for blocks of any age; none for {@link #UNNAMED}. */
    List<URI> archiveEndpoints() {
        return archive.isEmpty() ? List.of() : List.of(URI.create(archive));
    }

    /** The names that may be given. */
    static List<String> words() {
        return List.of(FINNEY.word(), TEST.word(), LOCAL.word());
    }
}
