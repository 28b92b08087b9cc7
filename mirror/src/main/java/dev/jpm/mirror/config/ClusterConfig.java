package dev.jpm.mirror.config;

import dev.jpm.config.Secret;
import java.net.URI;

/** Where several nodes keep what they have in common. */
public record ClusterConfig(Postgres postgres, S3 s3) {
  /**
   * A PostgreSQL database.
   *
   * @param url {@code postgresql://host:port/database}, with parameters perhaps
   * @param connections how many a node opens at most
   */
  public record Postgres(String url, String user, Secret password, int connections) {
    public static final int USUAL_CONNECTIONS = 10;
  }

  /**
   * A bucket of a server that speaks S3.
   *
   * @param endpoint of the server, with a final slash; the bucket becomes part of the path
   * @param prefix before the name of every object
   */
  public record S3(
      URI endpoint, String region, String bucket, String prefix, S3Credentials credentials) {
    public static final String USUAL_REGION = "us-east-1";
  }
}
