package dev.jpm.mirror.config;

import dev.jpm.config.Secret;
import dev.jpm.mirror.config.ClusterConfig.Postgres;
import dev.jpm.mirror.config.ClusterConfig.S3;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what a configuration file says of the storage. */
final class StorageSection {
  private static final String SCHEME = "postgresql://";

  private StorageSection() {}

  /** The storage; a folder is relative to {@code base}. */
  static StorageConfig read(ConfigNode root, @Nullable Path base, StorageConfig usual) {
    String folder = root.text("storage", "");
    ClusterConfig cluster = cluster(root);
    return new StorageConfig(
        folder.isEmpty() || base == null ? usual.folder() : base.resolve(folder),
        cluster == null ? usual.cluster() : cluster);
  }

  private static @Nullable ClusterConfig cluster(ConfigNode root) {
    ConfigNode postgres = root.child("postgres");
    ConfigNode s3 = root.child("s3");
    if (!root.has("postgres") && !root.has("s3")) {
      return null;
    }
    if (!root.has("postgres") || !root.has("s3")) {
      String missing = root.has("s3") ? "postgres" : "s3";
      throw root.invalid(missing, "it is missing; nodes have both postgres and s3 in common");
    }
    return new ClusterConfig(postgres(postgres), s3(s3));
  }

  private static Postgres postgres(ConfigNode node) {
    String url = node.text("url", "");
    if (!url.startsWith(SCHEME) || url.indexOf('@') >= 0) {
      throw node.invalid("url", "it must be postgresql://host:port/database, without a password");
    }
    return new Postgres(
        url,
        wanted(node, "user"),
        Secret.of(node.text("password", "")),
        node.count("connections", Postgres.USUAL_CONNECTIONS));
  }

  private static S3 s3(ConfigNode node) {
    String prefix = node.text("prefix", "");
    String region = node.text("region", S3.USUAL_REGION);
    return new S3(
        node.url("endpoint"),
        region,
        wanted(node, "bucket"),
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
        credentials(node, region));
  }

  private static S3Credentials credentials(ConfigNode node, String region) {
    String from = node.text("credentials", "");
    boolean keys = node.has("access-key") || node.has("secret-key");
    if (from.isEmpty()) {
      return new S3Credentials.Keys(
          wanted(node, "access-key"), Secret.of(wanted(node, "secret-key")));
    }
    if (!from.equals("role") || keys) {
      throw node.invalid("credentials", "it must be role, without access-key and secret-key");
    }
    return RoleSection.read(node, node.env(), region);
  }

  private static String wanted(ConfigNode node, String key) {
    String text = node.text(key, "");
    if (text.isEmpty()) {
      throw node.invalid(key, "it is missing");
    }
    return text;
  }
}
