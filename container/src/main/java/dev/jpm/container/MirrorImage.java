package dev.jpm.container;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Builds an image that serves a mirror, as a tar that {@code docker load} takes; no engine is
 * needed. Runs as a user of its own, keeps what it has in one volume, and needs no shell.
 */
public final class MirrorImage {
  static final String SCRATCH = "scratch";
  static final String USER = "10001:10001";
  static final int PORT = 4873;
  static final AbsoluteUnixPath STORAGE = AbsoluteUnixPath.get("/var/lib/jpm-mirror");

  /** Docker's own format: that of OCI has no place for a health check. */
  private static final ImageFormat FORMAT = ImageFormat.Docker;

  private static final String ARGUMENTS = "@" + ImageFiles.HOME + "/mirror.args";
  private static final String JAVA = ImageFiles.HOME + "/runtime/bin/java";

  /** There is no other program in the image that could ask. */
  static final List<String> HEALTH =
      List.of(
          JAVA,
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx16m",
          "-cp",
          ImageFiles.HOME + "/lib/jpm.jar",
          "dev.jpm.mirror.server.Probe",
          "http://127.0.0.1:" + PORT + "/-/ready");

  private final Path jpm;
  private final Path configuration;
  private final String base;

  /**
   * An image that is to be.
   *
   * @param jpm the folder of jpm's runnable image, made on this platform
   * @param configuration the mirror's file that the image brings
   * @param base what it stands on: {@code scratch}, {@code tar://} and a file, or the name of an
   *     image with its digest
   */
  public MirrorImage(Path jpm, Path configuration, String base) {
    this.jpm = jpm;
    this.configuration = configuration;
    this.base = base;
  }

  /** Arguments: jpm's folder, the configuration, the base, the tar, and its name with a tag. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 5) {
      throw new IllegalArgumentException(
          "use: <folder of jpm> <mirror.yaml> <base> <tar> <name:tag>");
    }
    new MirrorImage(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2])
        .write(Path.of(arguments[3]), arguments[4]);
  }

  /** Writes {@code tar}; the same input gives the same bytes. */
  public void write(Path tar, String name)
      throws IOException,
          InterruptedException,
          ExecutionException,
          RegistryException,
          CacheDirectoryCreationException,
          InvalidImageReferenceException {
    Path target = tar.toAbsolutePath();
    Path work = Files.createTempDirectory(target.getParent(), ".mirror-image");
    try {
      Path bare = work.resolve("bare.tar");
      Containerizer how =
          Containerizer.to(TarImage.at(bare).named(name))
              .setBaseImageLayersCache(work.resolve("base"))
              .setApplicationLayersCache(work.resolve("layers"))
              .setToolName("jpm");
      JibContainer _ = image(new ImageFiles(jpm, configuration, work)).containerize(how);
      HealthCheck.add(bare, HEALTH, target);
    } finally {
      ImageFiles.removeFolder(work);
    }
  }

  private JibContainerBuilder image(ImageFiles files)
      throws IOException, InterruptedException, InvalidImageReferenceException {
    JibContainerBuilder image = from();
    if (base.equals(SCRATCH)) {
      image.addFileEntriesLayer(files.system());
    }
    for (FileEntriesLayer layer : files.layers()) {
      image.addFileEntriesLayer(layer);
    }
    return image
        .setFormat(FORMAT)
        .setPlatforms(Set.of(new Platform(architecture(), "linux")))
        .setCreationTime(Instant.EPOCH)
        .setUser(USER)
        .setWorkingDirectory(STORAGE)
        .addVolume(STORAGE)
        .addExposedPort(Port.tcp(PORT))
        .addEnvironmentVariable("HOME", STORAGE.toString())
        .setEntrypoint(JAVA, ARGUMENTS, "mirror")
        .setProgramArguments("serve", ImageFiles.CONFIGURATION);
  }

  private JibContainerBuilder from() throws InvalidImageReferenceException {
    if (base.equals(SCRATCH)) {
      return Jib.fromScratch();
    }
    if (!base.startsWith(Jib.TAR_IMAGE_PREFIX) && !base.contains("@sha256:")) {
      throw new IllegalArgumentException(
          "The base " + base + " may be another one tomorrow: say its digest (name@sha256:...)");
    }
    return Jib.from(base);
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }
}
