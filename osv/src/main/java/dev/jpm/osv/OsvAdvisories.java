package dev.jpm.osv;

import dev.jpm.audit.Severity;
import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Asks an OSV database on this machine: a zip, a folder, or what was imported of one. */
public final class OsvAdvisories implements AdvisorySource {
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private final Path source;
  private final OsvImport imports;
  private @Nullable Expected expected;

  /**
   * Asks {@code source}.
   *
   * @param folder where imported databases are kept
   */
  public OsvAdvisories(Path source, Path folder) {
    this(source, folder, OsvLimits.USUAL);
  }

  OsvAdvisories(Path source, Path folder, OsvLimits limits) {
    this.source = source;
    this.imports = new OsvImport(folder, limits);
  }

  /**
   * What was told beforehand, and what comes of it on a thread of its own; empty where the database
   * has to be made first, which nobody is to do before it is needed.
   */
  private record Expected(AskedVersions asked, FutureTask<Optional<List<OsvAdvisory>>> found) {}

  /** Opens the database once: most of what that takes, nobody has to do again. */
  @Override
  public void prepare() {
    start(
        new FutureTask<>(() -> {
          for (Path database : existing().stream().toList()) {
            OsvDatabase.open(database).close();
          }
          return null; // Whatever was wrong will be told when it is asked.
        }));
  }

  @Override
  public void expect(SequencedMap<String, List<String>> versions) {
    AskedVersions asked = new AskedVersions(versions);
    FutureTask<Optional<List<OsvAdvisory>>> found =
        new FutureTask<>(() -> existing().map(database -> ask(database, asked)));
    expected = new Expected(asked, found);
    start(found);
  }

  private static void start(FutureTask<?> task) {
    Thread.ofPlatform().daemon().name("advisories").start(task);
  }

  private Optional<Path> existing() {
    return isDatabase() ? Optional.of(source) : imports.existing(source);
  }

  @Override
  public List<Advisory> advisories(SequencedMap<String, List<String>> versions) {
    List<OsvAdvisory> found;
    try {
      found = foundOrExpected(versions);
    } catch (JpmException e) {
      throw e.code() == ErrorCode.ENOAUDIT ? e : unreadable(e.sentence(), e);
    }
    Set<String> told = new HashSet<>();
    return found.stream().filter(one -> isNew(one, told)).map(OsvAdvisories::advisory).toList();
  }

  private List<OsvAdvisory> foundOrExpected(SequencedMap<String, List<String>> versions) {
    AskedVersions asked = new AskedVersions(versions);
    Expected begun = expected;
    if (begun == null || !begun.asked().includes(versions)) {
      return found(asked);
    }
    try {
      return begun
          .found()
          .get()
          .map(found ->
              asked.inOrder(
                  found.stream().filter(one -> asked.concerns(one.name(), one.range())).toList()))
          .orElseGet(() -> found(asked));
    } catch (ExecutionException e) {
      return found(asked); // Whatever it was comes again, or has an answer there.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return found(asked);
    }
  }

  private List<OsvAdvisory> found(AskedVersions asked) {
    if (isDatabase()) {
      return ask(source, asked);
    }
    Path database = imports.of(source);
    try {
      return ask(database, asked);
    } catch (JpmException e) {
      // Whatever happened to it: it can be made again.
      try {
        Files.deleteIfExists(database);
      } catch (IOException refused) {
        throw FileErrors.of(refused, "remove", database);
      }
      return ask(imports.of(source), asked);
    }
  }

  private boolean isDatabase() {
    if (Files.isDirectory(source)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(source)) {
      return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", source);
    }
  }

  private List<OsvAdvisory> ask(Path database, AskedVersions asked) {
    try (OsvDatabase open = OsvDatabase.open(database)) {
      return asked.inOrder(open.about(asked.names(), asked::concerns));
    } catch (SQLException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  private JpmException unreadable(@Nullable String why, Exception cause) {
    return JpmException.of(
        ErrorCode.ENOAUDIT, "Advisories cannot be read from " + source + ": " + why, cause);
  }

  /** Whether no other record told the same of the same versions, by another name. */
  private static boolean isNew(OsvAdvisory one, Set<String> told) {
    List<String> ids = new ArrayList<>(List.of(one.id()));
    JsonNode aliases = json(one.aliases());
    if (aliases != null) {
      aliases.forEach(alias -> ids.add(alias.asString("")));
    }
    ids.replaceAll(id -> one.name() + "\n" + one.range() + "\n" + id);
    boolean isNew = ids.stream().noneMatch(told::contains);
    told.addAll(ids);
    return isNew;
  }

  private static Advisory advisory(OsvAdvisory one) {
    return new Advisory(
        one.name(),
        JsonNodeFactory.instance.stringNode(one.id()),
        one.title(),
        page(one.id()),
        Severity.of(one.severity()).orElse(Severity.HIGH),
        json(one.cwe()),
        json(one.cvss()),
        one.range());
  }

  /** As npm's registry names it, where that knows it. */
  private static String page(String id) {
    return (id.startsWith("GHSA-")
            ? "https://github.com/advisories/"
            : "https://osv.dev/vulnerability/")
        + id;
  }

  private static @Nullable JsonNode json(String text) {
    return text.isEmpty() ? null : JsonText.parse(text, "the database of advisories");
  }
}
