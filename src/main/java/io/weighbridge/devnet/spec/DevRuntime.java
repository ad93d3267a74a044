package io.weighbridge.devnet.spec;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.MetadataEncoder;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A runtime that the devnet runs. Immutable and safe for many threads.
 *
 * <p>There is no compiled code: what stands under {@code :code} in the state is the line
 * {@code weighbridge devnet runtime 393}, and {@link #specOfCode} finds the runtime by it.
 */
public final class DevRuntime {

    /** The name that every version of the runtime has. */
    public static final String SPEC_NAME = "node-subtensor";

    /** The authoring version that every version of the runtime has. */
    public static final int AUTHORING_VERSION = 1;

    /** The transaction version that every version of the runtime has. */
    public static final int TRANSACTION_VERSION = 1;

    /** The system version that every version of the runtime has: the state trie is of version 1, that of extrinsics of 0. */
    public static final int SYSTEM_VERSION = 1;

    /** The runtime APIs: Core, Metadata and AccountNonceApi, by their 8-byte ids, with their versions. */
    public static final List<Api> APIS = List.of(
            new Api(Bytes.fromHex("df6acb689907609b"), 5),
            new Api(Bytes.fromHex("37e397fc7c91f5e4"), 2),
            new Api(Bytes.fromHex("bc9d89904f5b923f"), 1));

    private static final int MODULE = 3;
    private static final String CODE = "weighbridge devnet runtime ";

    private final int specVersion;
    private final Runtime runtime;
    private final Bytes metadata;
    private final Map<String, Value> moduleErrors = new ConcurrentHashMap<>();
    private final Map<String, Runtime.Storage> storage = new ConcurrentHashMap<>();

    /**
     * A runtime API.
     *
     * @param id the first eight bytes of its name's hash
     * @param version its version
     */
    public record Api(Bytes id, int version) {}

    private DevRuntime(int specVersion) {
        this.specVersion = specVersion;
        Metadata described = describe(specVersion);
        this.runtime = Runtime.of(described);
        this.metadata = MetadataEncoder.encode(described);
    }

    /** The runtime with that spec version: its layout is that of the real one from 385, or from 411 on. */
    public static DevRuntime of(int specVersion) {
        return new DevRuntime(specVersion);
    }

    /** The spec version that a value of {@code :code} stands for, if it is of this kind. */
    public static Optional<Integer> specOfCode(Bytes code) {
        String text = new String(code.toArray(), StandardCharsets.UTF_8);
        return text.matches(CODE + "[1-9][0-9]{0,8}")
                ? Optional.of(Integer.valueOf(text.substring(CODE.length())))
                : Optional.empty();
    }

    /** The spec version. */
    public int specVersion() {
        return specVersion;
    }

    /** Decodes and encodes what the runtime understands. */
    public Runtime runtime() {
        return runtime;
    }

    /** A storage item by its full name, {@code SubtensorModule.LastUpdate}. */
    public Runtime.Storage storage(String item) {
        return storage.computeIfAbsent(item, this::lookUp);
    }

    /** The {@code sp_runtime::DispatchError} that stands for an error of a pallet. */
    public Value moduleError(String pallet, String error) {
        return moduleErrors.computeIfAbsent(pallet + "." + error, unused -> buildModuleError(pallet, error));
    }

    /** The metadata, V14, encoded. */
    public Bytes metadata() {
        return metadata;
    }

    /** What stands under {@code :code} in the state. */
    public Bytes code() {
        return codeOf(specVersion);
    }

    /** What stands under {@code :code} in the state while the runtime with that spec version is in force. */
    public static Bytes codeOf(int specVersion) {
        return Bytes.wrap((CODE + specVersion).getBytes(StandardCharsets.UTF_8));
    }

    /** The value of {@code System.LastRuntimeUpgrade} while this runtime is in force. */
    public Value lastRuntimeUpgrade() {
        return Values.named("spec_version", Values.number(specVersion), "spec_name", new Value.Text(SPEC_NAME));
    }

    /** The SCALE bytes of {@code sp_version::RuntimeVersion}. */
    public Bytes version() {
        return version(specVersion);
    }

    private Runtime.Storage lookUp(String item) {
        int point = item.indexOf('.');
        return runtime.storage(item.substring(0, point), item.substring(point + 1))
                .orElseThrow(() -> new IllegalArgumentException("the devnet's runtime has no storage item " + item));
    }

    private Value buildModuleError(String pallet, String error) {
        Pallet owner = runtime.metadata()
                .pallet(pallet)
                .orElseThrow(() -> new IllegalArgumentException("the devnet's runtime has no pallet " + pallet));
        int tag = runtime.metadata().types().variants(owner.errorType()).stream()
                .filter(variant -> variant.name().equals(error))
                .mapToInt(TypeDef.Variant::index)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(pallet + " has no error " + error));
        return Values.variant(
                "Module",
                MODULE,
                Values.named(
                        "index",
                        Values.number(owner.index()),
                        "error",
                        Values.blob(Bytes.copyOf((byte) tag, (byte) 0, (byte) 0, (byte) 0))));
    }

    private static Bytes version(int specVersion) {
        var out = new ScaleWriter()
                .text(SPEC_NAME)
                .text(SPEC_NAME)
                .u32(AUTHORING_VERSION)
                .u32(specVersion)
                .u32(1)
                .compact(APIS.size());
        APIS.forEach(api -> out.bytes(api.id()).u32(api.version()));
        return out.u32(TRANSACTION_VERSION).u8(SYSTEM_VERSION).toBytes();
    }

    private static Metadata describe(int specVersion) {
        var book = new RuntimeBook();
        CommonTypes.declare(book.types());
        SystemPallets.describe(book, version(specVersion));
        SubtensorPallet.describe(book, specVersion);
        WrapperPallets.describe(book);
        ServicePallets.describe(book);
        extensions(book);
        return book.build();
    }

    private static void extensions(RuntimeBook book) {
        book.extension("CheckNonZeroSender", "()", "()")
                .extension("CheckSpecVersion", "()", "u32")
                .extension("CheckTxVersion", "()", "u32")
                .extension("CheckGenesis", "()", "H256")
                .extension("CheckMortality", "CheckMortality", "H256")
                .extension("CheckNonce", "CheckNonce", "()")
                .extension("CheckWeight", "()", "()")
                .extension("ChargeTransactionPayment", "ChargeTransactionPayment", "()")
                .extension("SudoTransactionExtension", "()", "()")
                .extension("CheckShieldedTxValidity", "()", "()")
                .extension("SubtensorTransactionExtension", "()", "()")
                .extension("DrandPriority", "()", "()")
                .extension("CheckMetadataHash", "CheckMetadataHash", "Option<[u8; 32]>");
    }
}
