package dev.jpm.mirror;

import dev.jpm.config.Secret;
import dev.jpm.mirror.blob.S3Blobs;
import dev.jpm.mirror.config.ClusterConfig;
import dev.jpm.mirror.config.S3Credentials.Keys;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Where mirrors in tests keep what they have: each promise holds for all of them. */
enum StorageKind {
  /** In a folder. */
  EMBEDDED,
  /** In a PostgreSQL and an S3 bucket. */
  SHARED;

  /** Those that this machine can have. */
  static Stream<StorageKind> all() {
    if (SharedServers.postgresql().isPresent()) {
      return Stream.of(values());
    }
    System.out.println("NOT TESTED: no PostgreSQL here (scripts/get-postgresql brings it)");
    return Stream.of(EMBEDDED);
  }

  /** A new one; {@code folder} is the mirror's own. */
  StorageConfig make(Path folder) {
    return switch (this) {
      case EMBEDDED -> StorageConfig.in(folder);
      case SHARED -> new StorageConfig(folder, SharedServers.running().cluster());
    };
  }

  /** Whether {@code bytes} are kept in {@code storage}. */
  static boolean holds(StorageConfig storage, byte[] bytes) {
    String digest = HexFormat.of().formatHex(Algorithm.SHA512.digest().digest(bytes));
    ClusterConfig cluster = storage.cluster();
    if (cluster == null) {
      Path file = Path.of("blobs", digest.substring(0, 2), digest.substring(2));
      return Files.exists(storage.folder().resolve(file));
    }
    try (S3Blobs blobs = S3Blobs.open(cluster.s3(), storage.folder().resolve("asking"))) {
      return blobs.find(digest).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes other bytes over all that {@code storage} keeps. */
  static void spoil(StorageConfig storage) throws IOException {
    ClusterConfig cluster = storage.cluster();
    Path blobs =
        cluster == null
            ? storage.folder().resolve("blobs")
            : SharedServers.running().objects().resolve(cluster.s3().prefix());
    try (Stream<Path> files = Files.walk(blobs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "rotten");
      }
    }
  }

  /** What stands in the file of a configuration for {@code cluster}. */
  static String yaml(ClusterConfig cluster) {
    if (!(cluster.s3().credentials() instanceof Keys keys)) {
      throw new IllegalArgumentException("the shared servers are asked with keys");
    }
    return """
    postgres: {url: "%s", user: %s, password: %s, connections: %d}
    s3: {endpoint: "%s", region: %s, bucket: %s, prefix: %s, access-key: %s, secret-key: %s}
    """
        .formatted(
            cluster.postgres().url(),
            cluster.postgres().user(),
            told(cluster.postgres().password()),
            cluster.postgres().connections(),
            cluster.s3().endpoint(),
            cluster.s3().region(),
            cluster.s3().bucket(),
            cluster.s3().prefix(),
            keys.access(),
            told(keys.secret()));
  }

  private static String told(Secret secret) {
    return secret.reveal();
  }
}
