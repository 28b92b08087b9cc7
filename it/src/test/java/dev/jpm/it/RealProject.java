package dev.jpm.it;

import dev.jpm.model.json.JsonText;
import dev.jpm.testing.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line of {@code fixtures/real-projects/projects.json}, which fixtures/README.md explains: a
 * well-known project and where its package.json files are had.
 *
 * @param lockfile the name of the lockfile of Yarn, pnpm or Bun to be imported, or null
 * @param installed whether it is small enough to be put in place by both
 */
record RealProject(String name, Origin origin, @Nullable String lockfile, boolean installed) {

  /** Where the package.json files are. */
  sealed interface Origin {
    /** Written down in the list itself. */
    record Told(JsonNode manifest) implements Origin {}

    /**
     * In a package of the registry.
     *
     * @param id name and version
     * @param files the files of the package that make up the package.json
     * @param more dependencies that the generator adds
     */
    record Published(String id, List<String> files, JsonNode more) implements Origin {}

    /**
     * In a public git repository.
     *
     * @param id owner and name, as in a {@code github:} spec
     * @param folder where the project lies in it; empty for its root
     * @param workspaces patterns instead of the repository's own, or null
     */
    record Repository(String id, String commit, String folder, @Nullable List<String> workspaces)
        implements Origin {}
  }

  /** All projects of the list, in its order. */
  static List<RealProject> all() {
    Path list = Folders.fixture("real-projects").resolve("projects.json");
    List<RealProject> projects = new ArrayList<>();
    try {
      JsonText.parse(Files.readString(list), list.toString())
          .forEach(line ->
              projects.add(
                  new RealProject(
                      line.path("name").asString(),
                      origin(line),
                      line.has("lockfile") ? line.path("lockfile").asString() : null,
                      line.path("installed").asBoolean(false))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return projects;
  }

  private static Origin origin(JsonNode line) {
    String name = line.path("name").asString();
    if (line.has("manifest")) {
      return new Origin.Told(line.path("manifest"));
    }
    if (line.has("package")) {
      List<String> files = line.has("files") ? texts(line.path("files")) : List.of("package.json");
      return new Origin.Published(line.path("package").asString(), files, line.path("more"));
    }
    return new Origin.Repository(
        line.path("repository").asString(name),
        line.path("commit").asString(),
        line.path("folder").asString(""),
        line.has("workspaces") ? texts(line.path("workspaces")) : null);
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asString()));
    return texts;
  }

  /** The name as one part of a path. */
  String folderName() {
    return name.replace('/', '+').replace(' ', '-');
  }
}
