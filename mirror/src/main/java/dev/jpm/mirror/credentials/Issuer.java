package dev.jpm.mirror.credentials;

import java.io.IOException;
import java.time.Instant;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Gives credentials out that end. */
@FunctionalInterface
interface Issuer {
  /** Credentials, and when they end. */
  record Issued(AwsCredentialsIdentity identity, Instant end) {}

  Issued issue() throws IOException;
}
