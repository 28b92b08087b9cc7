package dev.jpm.mirror;

import dev.jpm.mirror.config.MirrorConfig;
import java.net.http.HttpResponse;
import java.time.InstantSource;

/** People who use a mirror in tests. */
final class People {
  static final String PASSWORD = "correct horse";

  private People() {}

  /** Logs a person in, a new one perhaps; the answer is the header that shows it. */
  static String[] enter(Served mirror, String name) {
    HttpResponse<byte[]> answer =
        mirror.send(
            "PUT",
            "-/user/org.couchdb.user:" + name,
            """
            {"name": "%s", "password": "%s", "email": "%s@mail.example", "type": "user"}
            """
                .formatted(name, PASSWORD, name));
    if (answer.statusCode() != 201) {
      throw new AssertionError(Served.text(answer));
    }
    return bearer(Served.json(answer).path("token").asString());
  }

  /** Adds people to whom rights are given by {@code config} before it is served. */
  static MirrorConfig added(MirrorConfig config, String... names) {
    try (MirrorStorage storage = MirrorStorage.open(config.storage())) {
      for (String name : names) {
        storage.addUser(name, PASSWORD, InstantSource.system());
      }
    }
    return config;
  }

  static String[] bearer(String token) {
    return new String[] {"authorization", "Bearer " + token};
  }
}
