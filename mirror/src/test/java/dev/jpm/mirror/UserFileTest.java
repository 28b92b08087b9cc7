package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.access.UserFile;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.metadata.DatabaseStore;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of another server. */
class UserFileTest {
  /** What openssl and libxcrypt have made of one password. */
  private static final String FILE =
      """
      # users
      bcrypt:$2y$05$abcdefghijklmnopqrstuu6ii7qArhnu2Z.38AqSaME3UTV5l/TJK
      apr1:$apr1$abcdefgh$ggq8bUb9NhfSWNcvc1krZ1:autocreated 2024-05-06

      sha:{SHA}6UJOfiqIYKDTGYp5TpQiLXoQg9I=
      md5:$1$abcdefgh$40UxYSdGZKQsbyHVP65u/.
      sha512:$6$abcdefgh$LoqP.PtjroUADufIJWVcctTTG0Y2Xqa4.U876vb4FW8EbwsLfrVu0F8xGSHlxXiFQP6vvUYyTc/a4iIMnnwpZ.
      des:abhv/ZnAzL36k
      Ann Lee:abhv/ZnAzL36k
      plain:secret12
      bare
      """;

  private static final List<String> NAMES =
      List.of("apr1", "bcrypt", "des", "md5", "sha", "sha512");

  @TempDir private Path folder;

  @Test
  void usersComeWithTheirPasswordsWhichAreKeptAsAllOthersOnceShown() {
    try (MirrorStorage storage = MirrorStorage.open(StorageConfig.in(folder))) {
      UserFile.Result result = storage.importUsers(FILE, Instant.EPOCH);
      assertThat(result.added()).isEqualTo(NAMES.size());
      assertThat(result.problems())
          .containsExactly(
              "line 9: \"Ann Lee\" cannot be the name of a user here",
              "line 10: the password of plain is of no known kind",
              "line 11: the password of bare is of no known kind");
      assertThat(storage.importUsers(FILE, Instant.EPOCH).here()).isEqualTo(NAMES.size());
    }
    MirrorConfig config =
        MirrorConfig.of(new Listen("127.0.0.1", 0), folder, URI.create("http://127.0.0.1:1/"));
    try (Served mirror = Served.of(config.with(new Access(false, true)))) {
      for (String name : NAMES) {
        assertThat(entered(mirror, name, "correct hors").statusCode()).as(name).isEqualTo(401);
        assertThat(entered(mirror, name, "secret12").statusCode()).as(name).isEqualTo(201);
      }
      mirror.restart(); // It has forgotten which passwords were right a moment ago.
      assertThat(entered(mirror, "bcrypt", "secret12").statusCode()).isEqualTo(201);
      assertThat(entered(mirror, "plain", "secret12").statusCode()).isEqualTo(401);
    }
    try (DatabaseStore store = DatabaseStore.embedded(folder.resolve("metadata.sqlite"))) {
      assertThat(store.people().all())
          .hasSize(NAMES.size())
          .allMatch(person -> person.password().startsWith("pbkdf2-sha512$"));
    }
  }

  private static HttpResponse<byte[]> entered(Served mirror, String name, String password) {
    return mirror.send(
        "PUT", "-/user/org.couchdb.user:" + name, "{\"password\": \"%s\"}".formatted(password));
  }
}
