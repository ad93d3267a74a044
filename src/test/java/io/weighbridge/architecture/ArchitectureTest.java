package io.weighbridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the direction of imports: packages import what stands in their line of {@link #MAY_IMPORT}, and nothing else. */
class ArchitectureTest {

    private static final String ROOT = "io.weighbridge.";
    private static final Path SOURCES = Path.of("src/main/java/io/weighbridge");

    private static final List<String> CORE =
            List.of("scale", "crypto", "chain", "metadata", "runtime", "calls", "weights");

    /** Every package with the packages of ours that it may import. */
    private static final Map<String, List<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("scale", List.of()),
            Map.entry("crypto", List.of("scale")),
            Map.entry("chain", List.of("scale", "crypto")),
            Map.entry("metadata", List.of("scale", "crypto", "chain")),
            Map.entry("runtime", List.of("scale", "crypto", "chain", "metadata")),
            Map.entry("calls", List.of("scale", "crypto", "chain", "metadata", "runtime")),
            Map.entry("weights", List.of("scale", "crypto", "chain", "metadata", "runtime", "calls")),
            Map.entry("source", CORE),
            Map.entry("source.json", with(CORE, "source")),
            Map.entry("source.rpc", with(CORE, "source", "source.json")),
            Map.entry("store", CORE),
            Map.entry("store.sql", with(CORE, "store")),
            Map.entry("store.sqlite", with(CORE, "store", "store.sql")),
            Map.entry("store.postgres", with(CORE, "store", "store.sql")),
            Map.entry("devnet", CORE),
            Map.entry("timelock", List.of("scale", "chain")),
            Map.entry("ingest", with(CORE, "source", "store")),
            Map.entry("backfill", with(CORE, "source", "store", "ingest")),
            Map.entry("follow", with(CORE, "source", "store", "ingest")),
            Map.entry("reconcile", with(CORE, "source", "store", "ingest")),
            Map.entry("watch", with(CORE, "source", "store", "ingest")),
            Map.entry("alerts", with(CORE, "source", "store", "ingest", "reconcile", "watch")),
            Map.entry("metrics", with(CORE, "source", "store", "ingest", "backfill", "follow", "reconcile", "watch")),
            Map.entry(
                    "web",
                    with(CORE, "source", "store", "ingest", "backfill", "follow", "reconcile", "watch", "metrics"))));

    /** Every library with the packages that may use it. */
    private static final Map<String, List<String>> LIBRARIES = new TreeMap<>(Map.ofEntries(
            Map.entry("org.bouncycastle..", List.of("crypto")),
            Map.entry("net.openhft..", List.of("crypto")),
            Map.entry("supranational..", List.of("timelock")),
            Map.entry(
                    "io.reactivex..", List.of("source", "source.rpc", "ingest", "backfill", "follow", "watch", "cli")),
            Map.entry("org.java_websocket..", List.of("source.rpc", "devnet")),
            Map.entry(
                    "com.fasterxml.jackson..",
                    List.of("source.json", "source.rpc", "devnet", "reconcile", "alerts", "web", "cli", "store.sql")),
            Map.entry("java.net.http..", List.of("alerts", "source.rpc")),
            Map.entry("org.sqlite..", List.of("store.sqlite")),
            Map.entry("org.postgresql..", List.of("store.postgres")),
            Map.entry("java.sql..", List.of("store.sql", "store.sqlite", "store.postgres", "devnet.validator")),
            Map.entry("com.zaxxer..", List.of("store.sqlite", "store.postgres")),
            Map.entry("org.jdbi..", List.of("store.sql", "store.sqlite", "store.postgres")),
            Map.entry("org.flywaydb..", List.of("store.sqlite", "store.postgres")),
            Map.entry("io.micrometer..", List.of("metrics")),
            Map.entry("io.javalin..", List.of("web")),
            Map.entry("picocli..", List.of("cli")),
            Map.entry("me.tongfei..", List.of("cli")),
            Map.entry("ch.qos.logback..", List.of("cli"))));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weighbridge");

    @TestFactory
    Stream<DynamicTest> importsPointDown() {
        return MAY_IMPORT.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String[] allowed = Stream.concat(
                                    entry.getValue().stream().flatMap(ArchitectureTest::packagesOf),
                                    packagesOf(entry.getKey()))
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAnyPackage(packagesOf(entry.getKey()).toArray(String[]::new))
                            .should()
                            .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                            "io.weighbridge..")
                                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                                                    allowed))))
                            .because("imports point down: move the shared noun to a lower row, or pass a value in; "
                                    + entry.getKey() + " may import only " + entry.getValue())
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }));
    }

    @TestFactory
    Stream<DynamicTest> librariesStayInTheirPackages() {
        return LIBRARIES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> noClasses()
                                .that()
                                .resideOutsideOfPackages(entry.getValue().stream()
                                        .flatMap(ArchitectureTest::packagesOf)
                                        .toArray(String[]::new))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(entry.getKey())
                                .because(
                                        "each library is known to few packages: put what needs it behind their types, in "
                                                + entry.getValue())
                                .check(CLASSES)));
    }

    @Test
    void theCoreTouchesNothingOutside() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        CORE.stream().flatMap(ArchitectureTest::packagesOf).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.util.concurrent..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .because("the core is bytes in, values out: fetch the bytes in a row above and pass them in")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.weighbridge.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a cycle is one package in two folders")
                .check(CLASSES);
    }

    @Test
    void exceptionsAreUnchecked() {
        classes()
                .that()
                .areAssignableTo(Exception.class)
                .should()
                .beAssignableTo(RuntimeException.class)
                .because("each package has one unchecked exception family; the type says what is wrong")
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsSentence() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            List<Path> packages = folders.filter(Files::isDirectory)
                    .filter(ArchitectureTest::holdsJava)
                    .toList();
            assertThat(packages).isNotEmpty();
            for (Path folder : packages) {
                Path info = folder.resolve("package-info.java");
                assertThat(info)
                        .as("the package needs one sentence and @NullMarked")
                        .exists();
                assertThat(Files.readString(info)).contains("@NullMarked").startsWith("/**");
            }
        }
    }

    @Test
    void everyPackageHasItsLine() throws IOException {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .as("a new package needs its line in MAY_IMPORT")
                    .isSubsetOf(Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("cli"))
                            .toList());
        }
    }

    private static boolean holdsJava(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The ports {@code source} and {@code store} stand apart from their adapters; other packages hold their folders. */
    private static Stream<String> packagesOf(String name) {
        return name.equals("source") || name.equals("store") ? Stream.of(ROOT + name) : Stream.of(ROOT + name + "..");
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
