package dev.jpm.dist;

import dev.jpm.cache.Label;
import dev.jpm.cache.PackageWriter;
import dev.jpm.cache.Store;
import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.Operation;
import dev.jpm.mirror.config.Operation.Tls;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.registrymock.MockRegistry;
import dev.jpm.runtime.HostPlatform;
import dev.jpm.runtime.RuntimeTable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the ahead-of-time caches, one for each group of commands, by running real commands, against
 * a registry in this process, with exactly the options and class path that the launcher uses.
 */
final class AotTraining {
  /** Who may execute a file, as in a mode. */
  private static final int EVERYBODY = 7;

  private final Path image;
  private final List<String> options;
  private final String classPath;
  private final String sqliteLibrary;
  private final Path tls;

  /**
   * Training of {@code image}.
   *
   * @param tls a folder with certificate.pem, for localhost, and its key.pem
   */
  AotTraining(Path image, List<String> options, String classPath, String sqliteLibrary, Path tls) {
    this.tls = tls;
    this.image = image;
    this.options = List.copyOf(options);
    this.classPath = classPath;
    this.sqliteLibrary = sqliteLibrary;
  }

  void run() throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("jpm-training");
    try (MockRegistry registry = MockRegistry.start();
        Mirror mirror = secured(registry, work.resolve("mirror"))) {
      TrainingRegistry.publishInto(registry);
      Path project = Files.createDirectories(work.resolve("project"));
      Files.writeString(project.resolve("package.json"), TrainingRegistry.PACKAGE_JSON);
      Path advisories = Files.createDirectories(project.resolve("advisories"));
      Files.writeString(advisories.resolve("record.json"), TrainingRegistry.ADVISORY);
      writeWorkspaces(project.resolve("many"));
      putRuntimeInto(work.resolve("cache"));
      Files.writeString(project.resolve(".npmrc"), "fund=true\n");
      // The other groups find what the first one has installed.
      for (String group : List.of("install", "audit", "run")) {
        train(
            group,
            List.of(
                project.toString(),
                registry.url(),
                work.resolve("cache").toString(),
                // By name, as those on the Internet are.
                mirror.url().replace("127.0.0.1", "localhost"),
                tls.resolve("certificate.pem").toString()));
      }
    } finally {
      BuildImage.deleteFolder(work);
    }
  }

  /** The registry as those on the Internet are: with TLS and HTTP/2. */
  private Mirror secured(MockRegistry registry, Path storage) throws IOException {
    Tls secrets = new Tls(tls.resolve("certificate.pem"), tls.resolve("key.pem"));
    return Mirror.start(
        MirrorConfig.of(new Listen("127.0.0.1", 0), storage, URI.create(registry.url()))
            .with(new Operation(secrets, null, null, Upkeep.NONE)),
        InstantSource.system(),
        event -> {});
  }

  private static void writeWorkspaces(Path root) throws IOException {
    Files.createDirectories(root.resolve("one"));
    Files.createDirectories(root.resolve("two"));
    Files.writeString(root.resolve("package.json"), TrainingRegistry.WORKSPACES);
    for (String member : List.of("one", "two")) {
      Files.writeString(
          root.resolve(member).resolve("package.json"),
          TrainingRegistry.MEMBER.replace("NAME", member));
    }
  }

  /** Something to run in place of Node.js, where the store has the bundled release. */
  static void putRuntimeInto(Path cache) {
    HostPlatform host =
        HostPlatform.of(System.getProperty("os.name"), System.getProperty("os.arch"), null);
    RuntimeTable.RuntimePackage row = RuntimeTable.packageFor(host).orElseThrow();
    byte[] script = "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8);
    try (Store store = Store.open(cache, InstantSource.system());
        PackageWriter writer = store.begin()) {
      writer.file(row.nodePath(), EVERYBODY, script, 0, script.length);
      writer.commit(row.integrity(), new Label(row.name().value(), RuntimeTable.VERSION));
    }
  }

  private void train(String group, List<String> arguments)
      throws IOException, InterruptedException {
    Path lib = image.resolve("lib");
    List<String> command = new ArrayList<>();
    command.add(image.resolve("runtime/bin/java").toString());
    command.addAll(options);
    command.add("-XX:AOTCacheOutput=" + lib.resolve(group + ".aot"));
    command.add("-Djpm.home=" + image);
    command.add("-Djava.library.path=" + lib.resolve("native"));
    command.add("-Dorg.sqlite.lib.path=" + lib.resolve("native"));
    command.add("-Dorg.sqlite.lib.name=" + sqliteLibrary);
    command.addAll(List.of("-cp", classPath, "dev.jpm.cli.Training", group));
    command.addAll(arguments);
    BuildImage.run(command.toArray(String[]::new));
  }
}
