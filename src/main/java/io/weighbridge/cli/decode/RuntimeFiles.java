package io.weighbridge.cli.decode;

import io.weighbridge.cli.settings.FileFault;
import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Metadata files: raw bytes, the same packed with gzip, or as hex digits. Keeps the runtimes that were used last, since
 * building one takes longer than decoding with it. Not thread safe.
 */
final class RuntimeFiles {

    private static final int MOST_BYTES = 64 << 20;
    private static final int KEPT = 64;
    private static final int GZIP_FIRST = 0x1f;
    private static final Bytes MAGIC = Bytes.wrap("meta".getBytes(StandardCharsets.US_ASCII));

    private final Map<Path, Runtime> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Runtime> eldest) {
            return size() > KEPT;
        }
    };

    /** The runtime of that file. */
    Runtime runtime(Path file) {
        Path place = file.toAbsolutePath().normalize();
        Runtime known = kept.get(place);
        if (known == null) {
            known = Runtime.of(MetadataDecoder.decode(read(place)));
            kept.put(place, known);
        }
        return known;
    }

    /**
     * The file that a vector names, such as {@code metadata/NAME}: below {@code folder}, or beside it where
     * {@code folder} is the one called {@code metadata}.
     */
    static Path find(Path folder, String name) {
        try {
            Path base = folder.toAbsolutePath().normalize();
            Path inside = base.resolve(name).normalize();
            Path last = base.resolve(Path.of(name).getFileName());
            if (!inside.startsWith(base)) {
                throw new BadInputException("metadata '" + name + "' lies outside of " + folder);
            }
            return Files.isRegularFile(inside) ? inside : last;
        } catch (InvalidPathException e) {
            throw new BadInputException("metadata '" + name + "' is not the name of a file");
        }
    }

    /** The bytes of a metadata file, unpacked. */
    static Bytes read(Path file) {
        try (InputStream raw = Files.newInputStream(file)) {
            byte[] bytes = bounded(raw, file);
            if (bytes.length > 0 && bytes[0] == GZIP_FIRST) {
                bytes = bounded(new GZIPInputStream(new ByteArrayInputStream(bytes)), file);
            }
            Bytes content = Bytes.wrap(bytes);
            return content.startsWith(MAGIC) ? content : fromHex(bytes, file);
        } catch (IOException e) {
            throw new BadInputException("cannot read the metadata file " + file + ": " + FileFault.reason(e));
        }
    }

    private static byte[] bounded(InputStream in, Path file) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadInputException(file + " is larger than " + (MOST_BYTES >> 20) + " MiB: it is no metadata");
        }
        return bytes;
    }

    private static Bytes fromHex(byte[] text, Path file) {
        try {
            return Bytes.fromHex(new String(text, StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException e) {
            throw new BadInputException(file + " is no metadata: expected bytes that begin with 'meta', the same packed"
                    + " with gzip, or hex digits");
        }
    }
}
