package dev.jpm.container;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the image, in layers: what changes least comes first. */
final class ImageFiles {
  static final String HOME = "/opt/jpm";
  static final String CONFIGURATION = "/etc/jpm-mirror/mirror.yaml";

  private static final Instant TIME = Instant.EPOCH.plusSeconds(1);
  private static final String ROOT = "0:0";
  private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");
  private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
  private static final FilePermissions ANYBODY = FilePermissions.fromOctalString("777");

  /**
   * How Java runs it: for long, so with both compilers, and in as much of the container's memory as
   * leaves some for what is not Java's heap. A mirror that has run out of it is started again.
   */
  private static final List<String> ARGUMENTS =
      List.of(
          "-XX:MaxRAMPercentage=60",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "-Djpm.home=" + HOME,
          "-Dorg.sqlite.lib.path=" + HOME + "/lib/native",
          "-Dorg.sqlite.lib.name=libsqlitejdbc.so",
          "-cp",
          HOME + "/lib/*",
          "dev.jpm.cli.Main");

  private final Path jpm;
  private final Path configuration;
  private final Path work;

  /**
   * The files of an image.
   *
   * @param work a folder for files that are made
   */
  ImageFiles(Path jpm, Path configuration, Path work) {
    this.jpm = jpm.toAbsolutePath().normalize();
    this.configuration = configuration;
    this.work = work;
  }

  /** What a base brings otherwise: the C library of this machine, and a place for what passes. */
  FileEntriesLayer system() throws IOException, InterruptedException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
    List<Path> programs;
    try (Stream<Path> files = Files.walk(jpm)) {
      programs = files.filter(SharedLibraries::mayNeedSome).sorted().toList();
    }
    for (Path library : SharedLibraries.of(programs)) {
      layer.addEntry(library.toRealPath(), AbsoluteUnixPath.fromPath(library), PROGRAM, TIME, ROOT);
    }
    layer.addEntry(folder("tmp"), AbsoluteUnixPath.get("/tmp"), ANYBODY, TIME, ROOT);
    return layer.build();
  }

  /** The Java runtime, the libraries, and jpm itself with its configuration. */
  List<FileEntriesLayer> layers() throws IOException {
    FileEntriesLayer.Builder runtime = FileEntriesLayer.builder().setName("runtime");
    addAll(runtime, jpm.resolve("runtime"), HOME + "/runtime", _ -> true);
    FileEntriesLayer.Builder libraries = FileEntriesLayer.builder().setName("libraries");
    // Ahead-of-time caches are for short runs, and only where files keep their times.
    addAll(
        libraries,
        jpm.resolve("lib"),
        HOME + "/lib",
        file -> !file.toString().endsWith(".aot") && !file.endsWith("jpm.jar"));
    FileEntriesLayer.Builder program = FileEntriesLayer.builder().setName("jpm");
    add(program, jpm.resolve("lib/jpm.jar"), HOME + "/lib/jpm.jar");
    Path arguments = work.resolve("mirror.args");
    Files.writeString(arguments, String.join("\n", ARGUMENTS) + "\n");
    add(program, arguments, HOME + "/mirror.args");
    add(program, configuration, CONFIGURATION);
    program.addEntry(folder("storage"), MirrorImage.STORAGE, PROGRAM, TIME, MirrorImage.USER);
    return List.of(runtime.build(), libraries.build(), program.build());
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(work.resolve(name));
  }

  private static void addAll(
      FileEntriesLayer.Builder layer, Path folder, String target, Predicate<Path> wanted)
      throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      all = files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
    for (Path file : all) {
      add(layer, file, target + "/" + folder.relativize(file));
    }
  }

  private static void add(FileEntriesLayer.Builder layer, Path file, String target) {
    FilePermissions permissions = Files.isExecutable(file) ? PROGRAM : PLAIN;
    layer.addEntry(file, AbsoluteUnixPath.get(target), permissions, TIME, ROOT);
  }

  static void removeFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
