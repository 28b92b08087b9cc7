package dev.jpm.mirror.config;

import dev.jpm.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** As whom a bucket is asked. */
public sealed interface S3Credentials {
  /** Keys that stay. */
  record Keys(String access, Secret secret) implements S3Credentials {}

  /**
   * The role of a container, which a service tells.
   *
   * @param token that is shown to it; null for none
   * @param tokenFile that has it; null for none
   */
  record Container(URI url, @Nullable Secret token, @Nullable Path tokenFile)
      implements S3Credentials {}

  /** The role of a machine, which its metadata service tells. */
  record Instance(URI service) implements S3Credentials {}

  /**
   * The role that a token in a file is good for.
   *
   * @param service that gives credentials for it
   */
  record WebIdentity(URI service, String role, String session, Path tokenFile)
      implements S3Credentials {}
}
