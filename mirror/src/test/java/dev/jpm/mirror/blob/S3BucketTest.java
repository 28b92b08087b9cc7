package dev.jpm.mirror.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.mirror.config.ClusterConfig.S3;
import dev.jpm.mirror.config.S3Credentials;
import dev.jpm.mirror.credentials.RoleServices;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a bucket is shown. */
class S3BucketTest {
  @Test
  void aRoleIsShownWithTheTokenOfItsSession() {
    try (RoleServices services = new RoleServices(Instant.now())) {
      S3Credentials role =
          new S3Credentials.Container(services.url().resolve("container"), null, null);
      try (S3Bucket bucket = new S3Bucket(new S3(services.url(), "eu-1", "b", "", role))) {
        assertThatThrownBy(() -> bucket.size("k")).hasMessage("HEAD was answered 401");
        assertThatThrownBy(() -> bucket.size("l")).hasMessage("HEAD was answered 401");
      }
      assertThat(services.asked()).hasSize(3);
      assertThat(services.asked().get(1))
          .startsWith("HEAD /b/k AWS4-HMAC-SHA256 Credential=key1/")
          .contains("x-amz-security-token");
      assertThat(services.asked().get(2)).contains("Credential=key1/");
    }
  }
}
