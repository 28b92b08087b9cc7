package dev.jpm.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Lays out the image: {@code runtime/} (a trimmed JDK), {@code lib/} (the jars, SQLite's native
 * library, the ahead-of-time cache) and {@code bin/} (the launchers). It can be moved anywhere as a
 * whole.
 *
 * <p>Arguments: the folder of launcher templates, the folder of jars, the image's folder.
 */
public final class BuildImage {
  /**
   * What the jars use of the JDK: java.sql for SQLite, java.xml for Maven's settings, java.logging
   * and java.naming for OkHttp and its TLS, jdk.unsupported for signals and direct memory.
   */
  private static final String JDK_MODULES =
      "java.base,java.logging,java.naming,java.sql,java.xml,jdk.unsupported";

  /**
   * The options every start uses; the ahead-of-time cache is only accepted with the collector it
   * was made with. Warnings of the JVM about its caches are no business of jpm's users.
   *
   * <p>Only the quick compiler works: a process ends before the optimising one has earned what it
   * costs. Over 1,400 packages that saves 40 % of the processor time of a clean install (5.3 to 3.1
   * s) and half of that of a cached or an idle one, though SHA-512 then is plain bytecode. It works
   * early (half of its usual thresholds): another 5 % (3.03 to 2.88 s), nothing lost where little
   * is done. A larger young generation spares some collections.
   */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:Tier3InvocationThreshold=100",
          "-XX:Tier3MinInvocationThreshold=50",
          "-XX:Tier3CompileThreshold=1000",
          "-XX:-UsePerfData",
          // The caches lie where they were made for, as long as nothing else does: all their
          // pointers need not be mended at every start.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          // Profiles are for the optimising compiler.
          "-XX:-AOTRecordTraining",
          "-XX:-AOTReplayTraining",
          "-Xlog:disable",
          "-Djdk.logger.finder.error=QUIET", // see dev.jpm.quiet
          "-Djdk.reflect.useNativeAccessorOnly=true",
          "-Xms96m",
          "-Xmn64m",
          "--enable-native-access=ALL-UNNAMED",
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  static final String MAIN_CLASS = "dev.jpm.cli.Main";

  /** Libraries that only the mirror needs; they are on nobody else's class path. */
  private static final List<String> SERVER =
      List.of(
          "jetty-",
          "prometheus-",
          "slf4j-",
          "HikariCP-",
          "nimbus-jose-jwt-",
          "postgresql-",
          "reactive-streams-",
          "jsoup-",
          "commonmark-",
          "autolink-",
          "bcrypt-",
          "bytes-",
          // Amazon's signer and what it stands on.
          "checksums-",
          "http-auth-",
          "http-client-spi-",
          "identity-spi-",
          "metrics-spi-",
          "utils-");

  /** Libraries that sign and verify attestations, and what they stand on: for those who do. */
  private static final List<String> SIGSTORE =
      List.of(
          "sigstore-",
          "bcpkix-",
          "bcprov-",
          "bcutil-",
          "failureaccess-",
          "google-http-client-",
          "gson-",
          "guava-",
          "java-json-canonicalization-",
          "proto-google-common-protos-",
          "protobuf-java-");

  private final Path launchers;
  private final Path jars;
  private final Path tls;
  private final Path image;

  private BuildImage(Path launchers, Path jars, Path tls, Path image) {
    this.tls = tls;
    this.launchers = launchers;
    this.jars = jars;
    this.image = image;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new BuildImage(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Path.of(arguments[2]),
            Path.of(arguments[3]))
        .build();
  }

  private void build() throws IOException, InterruptedException {
    Files.deleteIfExists(image.resolve("built"));
    deleteFolder(image.resolve("lib"));
    Files.createDirectories(image.resolve("lib/native"));
    Files.createDirectories(image.resolve("bin"));
    linkRuntime();
    List<String> jarNames = copyJars();
    String library = unpackSqlite();
    List<String> options = new ArrayList<>(JAVA_OPTIONS);
    options.addAll(ProgramJar.facts(allJars(), image.resolve("lib").resolve(ProgramJar.NAME)));
    options.addAll(CryptoJar.options(allJars()));
    writeLaunchers(jarNames, library, options);
    String classPath = classPath(usual(jarNames), image.resolve("lib") + "/");
    new AotTraining(image, options, classPath, library, tls).run();
    Files.writeString(image.resolve("built"), "");
  }

  private void linkRuntime() throws IOException, InterruptedException {
    Path runtime = image.resolve("runtime");
    QuietModule quiet = new QuietModule(launchers.resolveSibling("runtime"));
    String wanted =
        System.getProperty("java.runtime.version") + " " + JDK_MODULES + " " + quiet.mark();
    Path marker = image.resolve("runtime.of");
    if (Files.exists(marker) && Files.readString(marker).equals(wanted)) {
      return;
    }
    Files.deleteIfExists(marker);
    deleteFolder(runtime);
    Path module = Files.createTempDirectory(QuietModule.NAME);
    try {
      quiet.compile(module);
      run(
          Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
          "--module-path",
          module.toString(),
          "--add-modules",
          JDK_MODULES + "," + QuietModule.NAME,
          "--strip-debug",
          "--no-header-files",
          "--no-man-pages",
          "--generate-cds-archive",
          "--output",
          runtime.toString());
    } finally {
      deleteFolder(module);
    }
    Files.writeString(marker, wanted);
  }

  /** Answers what is on the class path, in its order: what is asked for most comes first. */
  private List<String> copyJars() throws IOException {
    List<Path> all = allJars();
    List<String> names = new ArrayList<>(List.of(ProgramJar.NAME));
    ProgramJar.write(all, image.resolve("lib").resolve(ProgramJar.NAME));
    for (Path jar : all) {
      if (!ProgramJar.isModule(jar)) {
        String name = jar.getFileName().toString();
        Path copy = image.resolve("lib").resolve(name);
        if (CryptoJar.is(jar)) {
          CryptoJar.copy(jar, image.resolve("lib"));
        } else if (usual(List.of(name)).isEmpty()) {
          Files.copy(jar, copy);
        } else {
          LibraryJar.copy(jar, copy);
        }
        names.add(name);
      }
    }
    return names;
  }

  private List<Path> allJars() throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Takes SQLite's library for this platform out of its jar, so that no start has to. */
  private String unpackSqlite() throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String cpu = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    String library =
        os.contains("win")
            ? "sqlitejdbc.dll"
            : os.contains("mac") ? "libsqlitejdbc.dylib" : "libsqlitejdbc.so";
    String system = os.contains("win") ? "Windows" : os.contains("mac") ? "Mac" : "Linux";
    Path jar;
    try (Stream<Path> files = Files.list(jars)) {
      jar =
          files
              .filter(file -> file.getFileName().toString().startsWith("sqlite-jdbc"))
              .findFirst()
              .orElseThrow();
    }
    try (ZipFile zip = new ZipFile(jar.toFile());
        var bytes =
            zip.getInputStream(
                zip.getEntry("org/sqlite/native/" + system + "/" + cpu + "/" + library))) {
      Files.copy(bytes, image.resolve("lib/native").resolve(library));
    }
    return library;
  }

  private void writeLaunchers(List<String> jarNames, String library, List<String> options)
      throws IOException {
    for (String name : List.of("jpm", "jpm.cmd")) {
      boolean windows = name.endsWith(".cmd");
      String usual = classPath(usual(jarNames), windows);
      String server = classPath(those(jarNames, SERVER), windows);
      String sigstore = classPath(those(jarNames, SIGSTORE), windows);
      String text =
          Files.readString(launchers.resolve(name))
              .replace("@java.options@", String.join(" ", options))
              .replace("@sqlite.library@", library)
              .replace("@class.path@", usual)
              .replace("@server.class.path@", server)
              .replace("@sigstore.class.path@", sigstore)
              .replace("@main.class@", MAIN_CLASS)
              .replace("@version@", ProgramJar.version(allJars()));
      Files.writeString(image.resolve("bin").resolve(name), text);
      Files.writeString(image.resolve("bin").resolve(name.replace("jpm", "jpx")), text);
    }
    for (String name : List.of("jpm", "jpx")) {
      Files.setPosixFilePermissions(
          image.resolve("bin").resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String classPath(List<String> jarNames, boolean windows) {
    return windows
        ? classPath(jarNames, "%LIB%\\").replace(':', ';')
        : classPath(jarNames, "$lib/");
  }

  /** What every command has on its class path. */
  private static List<String> usual(List<String> jarNames) {
    List<String> usual = new ArrayList<>(jarNames);
    // A class that no cache can hold is looked for in each jar up to its own, and that opens them.
    List<String> first = those(jarNames, List.of(ProgramJar.NAME, "jackson-databind-"));
    usual.removeAll(first);
    usual.addAll(0, first);
    usual.removeAll(those(jarNames, SERVER));
    usual.removeAll(those(jarNames, SIGSTORE));
    return usual;
  }

  private static List<String> those(List<String> jarNames, List<String> beginnings) {
    return jarNames.stream()
        .filter(name -> beginnings.stream().anyMatch(name::startsWith))
        .toList();
  }

  private static String classPath(List<String> jarNames, String prefix) {
    return jarNames.stream().map(name -> prefix + name).collect(Collectors.joining(":"));
  }

  static void run(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(line.getFirst() + " ended with " + exit + ":\n" + output);
    }
  }

  static void deleteFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
