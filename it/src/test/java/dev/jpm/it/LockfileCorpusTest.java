package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.Finding;
import dev.jpm.audit.lock.LockAudit;
import dev.jpm.audit.lock.LockText;
import dev.jpm.audit.lock.Origins;
import dev.jpm.install.LockfileManifests;
import dev.jpm.lockfile.entry.Lockfiles;
import dev.jpm.model.Manifest;
import dev.jpm.model.json.JsonText;
import dev.jpm.testing.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every attack on a lockfile is found, by its own rule and on its line, and nothing else is. */
class LockfileCorpusTest {
  private static final Path POISONED = Folders.fixture("lockfiles/poisoned");
  private static final Origins ORIGINS =
      Origins.of(
          Map.of(
              "", URI.create("https://registry.example/"),
              "@inner", URI.create("https://inner.example/npm/")),
          List.of());

  @TestFactory
  Stream<DynamicTest> poisoned() throws IOException {
    try (Stream<Path> files = Files.list(POISONED)) {
      return files.sorted().toList().stream()
          .map(file ->
              JsonText.parseObject(read(file), file.toString()).put("file", file.toString()))
          .map(attack ->
              DynamicTest.dynamicTest(
                  Path.of(attack.path("file").asString()).getFileName()
                      + ": "
                      + attack.path("about").asString(),
                  () -> isFound(attack)));
    }
  }

  private static void isFound(ObjectNode attack) {
    String name = attack.path("lockfile").asString();
    Map<String, Manifest> manifests = new LinkedHashMap<>();
    attack
        .path("manifests")
        .properties()
        .forEach(
            entry -> manifests.put(entry.getKey(), new Manifest((ObjectNode) entry.getValue())));
    List<String> wanted = new ArrayList<>();
    for (JsonNode finding : attack.path("finds")) {
      wanted.add(finding.asString());
    }
    assertThat(
            LockAudit.run(LockText.read(text(attack), name, manifests), ORIGINS).stream()
                .map(LockfileCorpusTest::shown))
        .containsExactlyElementsOf(wanted);
  }

  private static String shown(Finding finding) {
    return "%s %s %d".formatted(finding.rule().id(), finding.path(), finding.line());
  }

  /** The lines of the lockfile. */
  private static String text(ObjectNode attack) {
    StringBuilder text = new StringBuilder();
    attack.path("text").forEach(line -> text.append(line.asString()).append('\n'));
    return text.toString();
  }

  @Test
  void everyRuleHasAnAttack() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(POISONED)) {
      assertThat(files.peek(file -> all.append(read(file))).count()).isGreaterThanOrEqualTo(40);
    }
    assertThat(LockAudit.rules())
        .allSatisfy(rule -> assertThat(all.toString()).contains("\"" + rule.id() + " "));
  }

  @TestFactory
  Stream<DynamicTest> clean() throws IOException {
    List<Path> lockfiles = new ArrayList<>();
    for (String folder :
        List.of(
            "imports",
            "express-socketio",
            "react-vite",
            "workspaces",
            "full-stack",
            "angular-app",
            "mongoose-library",
            "lockfiles/clean")) {
      try (Stream<Path> files = Files.walk(Folders.fixture(folder))) {
        files
            .filter(file -> Lockfiles.NAMES.contains(String.valueOf(file.getFileName())))
            .forEach(lockfiles::add);
      }
    }
    assertThat(lockfiles).hasSizeGreaterThanOrEqualTo(20);
    return lockfiles.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                Folders.fixture(".").relativize(file).toString(), () -> isClean(file)));
  }

  private static void isClean(Path file) {
    LockText lock = LockText.read(read(file), file.toString(), LockfileManifests.beside(file));
    assertThat(LockAudit.run(lock, ORIGINS)).isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
