package dev.jpm.mirror.credentials;

import dev.jpm.mirror.config.S3Credentials;
import java.io.IOException;
import java.time.InstantSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Tells who asks. */
@FunctionalInterface
public interface BucketIdentity {
  /**
   * The credentials that count now.
   *
   * @throws IOException where there are none
   */
  AwsCredentialsIdentity current() throws IOException;

  /** The identity that {@code credentials} tell of. */
  static BucketIdentity of(S3Credentials credentials, InstantSource clock) {
    return switch (credentials) {
      case S3Credentials.Keys keys -> {
        AwsCredentialsIdentity fixed =
            AwsCredentialsIdentity.create(keys.access(), keys.secret().reveal());
        yield () -> fixed;
      }
      case S3Credentials.Container container ->
          new RenewedIdentity(new ContainerIssuer(container), clock);
      case S3Credentials.Instance instance ->
          new RenewedIdentity(new InstanceIssuer(instance.service()), clock);
      case S3Credentials.WebIdentity web -> new RenewedIdentity(new WebIdentityIssuer(web), clock);
    };
  }
}
