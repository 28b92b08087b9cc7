package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.upkeep.Cleaning;
import dev.jpm.mirror.upkeep.Inspection;
import dev.jpm.registrymock.Fault;
import dev.jpm.registrymock.MockRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps a storage small and whole, wherever it is. */
@ParameterizedClass
@MethodSource("dev.jpm.mirror.StorageKind#all")
class UpkeepTest {
  private static final String ATTESTED = "-/npm/v1/attestations/a@";

  private final MockRegistry upstream = MockRegistry.start();

  private final StorageKind kind;
  @TempDir private Path folder;
  private StorageConfig storage;
  private Served mirror;

  UpkeepTest(StorageKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void start() {
    upstream
        .publish("a", "1.0.0", it -> it.attested(Submissions.attested("pkg:npm/a@1.0.0")))
        .publish("a", "1.1.0", it -> it.attested(Submissions.attested("pkg:npm/b@1.1.0")));
    storage = kind.make(folder);
    mirror = Served.of(Served.config(upstream, storage, "", List.of(), Limits.USUAL));
    mirror.get("a/-/a-1.0.0.tgz");
    mirror.get("a/-/a-1.1.0.tgz");
    mirror.document(ATTESTED + "1.0.0");
    assertThat(mirror.document(ATTESTED + "1.1.0").toString()).as("handed on").contains("slsa");
    mirror.close();
  }

  @AfterEach
  void stop() {
    mirror.close();
    upstream.close();
  }

  @Test
  void whatNobodyUsesGoesAndIsFetchedAgain() throws IOException {
    keepWithoutAName();

    assertThat(clean(Upkeep.NONE, Instant.now()).removed()).isZero();
    assertThat(clean(Upkeep.NONE, Instant.now().plus(Duration.ofHours(2))).removed()).isOne();
    Upkeep unused = new Upkeep(null, Duration.ofDays(30), 0);
    assertThat(clean(unused, Instant.now().plus(Duration.ofDays(29))).removed()).isZero();
    Cleaning.Result capped = clean(new Upkeep(null, null, 1), Instant.now());
    assertThat(capped.removed()).isEqualTo(2);
    assertThat(capped.left()).isPositive();
    assertThat(inspect(false).problems()).isEmpty();
    assertIsServed();
  }

  private void keepWithoutAName() throws IOException {
    try (MirrorStorage opened = MirrorStorage.open(storage);
        Upload upload = opened.blobs().begin()) {
      byte[] bytes = "named by nobody".getBytes(UTF_8);
      upload.write(bytes, 0, bytes.length);
      upload.keep();
    }
  }

  private Cleaning.Result clean(Upkeep upkeep, Instant now) {
    try (MirrorStorage opened = MirrorStorage.open(storage)) {
      return opened.clean(upkeep, now);
    }
  }

  @Test
  void brokenBytesAreFoundAndForgotten() throws IOException {
    assertThat(inspect(false).problems()).isEmpty();
    StorageKind.spoil(storage);

    assertThat(inspect(true).problems())
        .anySatisfy(one -> assertThat(one).contains("holds other bytes"))
        .anySatisfy(one -> assertThat(one).contains("what is attested of a@1.0.0"))
        .anySatisfy(one -> assertThat(one).contains("the tarball a-1.0.0.tgz"))
        .anySatisfy(one -> assertThat(one).contains("the packument of [a]"));
    assertIsServed();
    assertThat(inspect(false).problems()).isEmpty();
  }

  private Inspection.Result inspect(boolean repair) {
    try (MirrorStorage opened = MirrorStorage.open(storage)) {
      return opened.inspect(repair);
    }
  }

  private void assertIsServed() {
    mirror.restart();
    assertThat(mirror.document(ATTESTED + "1.0.0").toString()).contains("slsa");
    upstream.fail("*attestations*", Fault.status(503));
    assertThat(mirror.document(ATTESTED + "1.0.0").toString()).as("kept").contains("slsa");
    HttpResponse<byte[]> strange = mirror.get(ATTESTED + "1.1.0");
    assertThat(strange.statusCode()).as("about something else, and so not kept").isEqualTo(502);
    upstream.heal();
    assertThat(mirror.get("a/-/a-1.0.0.tgz").body()).isEqualTo(upstream.tarball("a", "1.0.0"));
    mirror.close();
  }
}
