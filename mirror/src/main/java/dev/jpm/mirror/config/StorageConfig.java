package dev.jpm.mirror.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a mirror keeps what it has.
 *
 * @param folder in which this process works alone
 * @param cluster where packages and people are instead, for all nodes; null where all is in the
 *     folder
 */
public record StorageConfig(Path folder, @Nullable ClusterConfig cluster) {
  /** All of it in {@code folder}. */
  public static StorageConfig in(Path folder) {
    return new StorageConfig(folder, null);
  }

  /** The same with another folder. */
  public StorageConfig withFolder(Path other) {
    return new StorageConfig(other, cluster);
  }
}
