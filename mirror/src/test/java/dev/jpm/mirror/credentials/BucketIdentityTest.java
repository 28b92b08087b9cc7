package dev.jpm.mirror.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.config.Secret;
import dev.jpm.mirror.config.S3Credentials;
import dev.jpm.mirror.config.S3Credentials.Container;
import dev.jpm.mirror.config.S3Credentials.Instance;
import dev.jpm.mirror.config.S3Credentials.WebIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Who asks a bucket is asked of the services that know, and again before it ends. */
class BucketIdentityTest {
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path temp;
  private final RoleServices services = new RoleServices(THEN);
  private Instant now = THEN;

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void aMachineShowsATokenThatItHasFetched() throws IOException {
    BucketIdentity identity = identity(new Instance(services.url()));
    assertThat(shown(identity)).isEqualTo("key1 secret token1");
    assertThat(shown(identity)).isEqualTo("key1 secret token1");
    assertThat(services.asked())
        .containsExactly(
            "PUT /latest/api/token null",
            "GET /latest/meta-data/iam/security-credentials/ the-token",
            "GET /latest/meta-data/iam/security-credentials/reader the-token");
  }

  @Test
  void aContainerShowsTheTokenThatItWasGiven() throws IOException {
    var url = services.url().resolve("container");
    assertThat(shown(identity(new Container(url, Secret.of("mine"), null)))).startsWith("key1 ");
    Path file = Files.writeString(temp.resolve("token"), "of a file\n");
    assertThat(shown(identity(new Container(url, Secret.of("mine"), file)))).startsWith("key2 ");
    assertThat(services.asked()).containsExactly("GET /container mine", "GET /container of a file");
  }

  @Test
  void aTokenInAFileIsGoodForARole() throws IOException {
    Path file = Files.writeString(temp.resolve("token"), "first");
    WebIdentity web = new WebIdentity(services.url(), "arn:aws:iam::1:role/m", "jpm", file);
    BucketIdentity identity = identity(web);
    assertThat(shown(identity)).isEqualTo("key1 secret token1");
    Files.writeString(file, "second");
    later(Duration.ofMinutes(56));
    assertThat(shown(identity)).isEqualTo("key2 secret token2");
    assertThat(services.asked().getFirst())
        .contains("Action=AssumeRoleWithWebIdentity", "role%2Fm", "WebIdentityToken=first");
    assertThat(services.asked().getLast()).contains("WebIdentityToken=second");
  }

  @Test
  void theyAreRenewedBeforeTheyEnd() throws IOException {
    BucketIdentity identity =
        identity(new Container(services.url().resolve("container"), null, null));
    assertThat(shown(identity)).startsWith("key1 ");
    later(Duration.ofMinutes(54));
    assertThat(shown(identity)).startsWith("key1 ");
    later(Duration.ofMinutes(1));
    assertThat(shown(identity)).startsWith("key2 ");

    // Who cannot get new ones goes on with the old, and asks now and then.
    services.refuse(500);
    later(Duration.ofMinutes(56));
    assertThat(shown(identity)).startsWith("key2 ");
    assertThat(shown(identity)).startsWith("key2 ");
    assertThat(services.asked()).hasSize(3);
    later(Duration.ofSeconds(30));
    assertThat(shown(identity)).startsWith("key2 ");
    assertThat(services.asked()).hasSize(4);
    later(Duration.ofMinutes(4));
    assertThatThrownBy(identity::current).hasMessage("no credentials: 127.0.0.1 answered 500");
    services.refuse(0);
    assertThat(shown(identity)).startsWith("key3 ");
  }

  @Test
  void manyAskOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Issuer slow =
        () -> {
          asked.incrementAndGet();
          return Questions.issued("key", "secret", "token", THEN.plusSeconds(3600).toString());
        };
    BucketIdentity identity = new RenewedIdentity(slow, () -> now);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Object> ask =
          () -> {
            go.await();
            return identity.current();
          };
      for (int i = 0; i < 50; i++) {
        all.add(threads.submit(ask));
      }
      go.countDown();
      for (Future<?> each : all) {
        assertThat(each.get()).isNotNull();
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatIsNoAnswerIsNone() {
    assertThatThrownBy(() -> Questions.issued("<html>")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> Questions.issued("{\"Code\": \"Failed\"}"))
        .hasMessageContaining("the answer has none");
    assertThatThrownBy(() -> Questions.issued("k", "s", "t", "soon"))
        .hasMessageContaining("does not say when");
    var web = new WebIdentity(services.url().resolve("container"), "r", "s", temp.resolve("gone"));
    assertThatThrownBy(() -> identity(web).current()).hasMessageContaining("gone");
    services.refuse(404);
    assertThatThrownBy(() -> identity(new Instance(services.url())).current())
        .hasMessageContaining("answered 404");
  }

  private BucketIdentity identity(S3Credentials credentials) {
    return BucketIdentity.of(credentials, () -> now);
  }

  private void later(Duration time) {
    now = now.plus(time);
    services.now(now);
  }

  private static String shown(BucketIdentity identity) throws IOException {
    AwsSessionCredentialsIdentity session = (AwsSessionCredentialsIdentity) identity.current();
    return session.accessKeyId() + " " + session.secretAccessKey() + " " + session.sessionToken();
  }
}
