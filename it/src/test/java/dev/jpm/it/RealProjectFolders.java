package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.it.RealProject.Origin;
import dev.jpm.model.json.JsonText;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.SpawnedCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lays out real projects: what a package of the registry has, or a git repository. Both are kept
 * for the next time. Of a repository only package.json files, lists of workspaces and lockfiles are
 * fetched; the user's settings of git count, so that a mirror can stand in ({@code
 * url.….insteadOf}).
 */
final class RealProjectFolders {
  private static final String HOST = "https://github.com/";
  private static final List<String> FETCHED =
      List.of(
          "package.json",
          "pnpm-workspace.yaml",
          ".yarnrc.yml",
          "/yarn.lock",
          "/pnpm-lock.yaml",
          "/bun.lock");

  private final Path kept;
  private final String registry;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * @param kept where packages and repositories are kept
   * @param registry the address of the registry, with a final slash
   */
  RealProjectFolders(Path kept, String registry) {
    this.kept = kept;
    this.registry = registry;
  }

  /** Writes the project's package.json files, in npm's form, and its lockfile to {@code folder}. */
  void layOut(RealProject project, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    switch (project.origin()) {
      case Origin.Told told -> write(folder, (ObjectNode) told.manifest());
      case Origin.Published published -> write(folder, merged(published));
      case Origin.Repository repository -> {
        Path source = checkedOut(repository).resolve(repository.folder());
        RealWorkspaces.copy(source, repository.workspaces(), folder);
        String lockfile = project.lockfile();
        if (lockfile != null) {
          Files.copy(source.resolve(lockfile), folder.resolve(lockfile));
        }
      }
    }
  }

  private static void write(Path folder, ObjectNode manifest) throws IOException {
    Files.writeString(folder.resolve("package.json"), manifest.toPrettyString() + "\n");
  }

  private ObjectNode merged(Origin.Published published) throws IOException, InterruptedException {
    NpmForm form = new NpmForm(Map.of(), Set.of());
    Path unpacked = unpacked(published.id());
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (String file : published.files()) {
      JsonNode read = JsonText.parse(Files.readString(unpacked.resolve(file)), file);
      // The templates of Create React App have it one level further down.
      ObjectNode one = form.of(read.has("package") ? read.path("package") : read);
      one.properties()
          .forEach(field -> {
            if (field.getValue().isObject() && all.path(field.getKey()).isObject()) {
              ((ObjectNode) all.path(field.getKey())).setAll((ObjectNode) field.getValue());
            } else {
              all.set(field.getKey(), field.getValue());
            }
          });
    }
    published
        .more()
        .forEachEntry((name, range) -> all.withObject("/dependencies").set(name, range));
    if (all.path("name").asString("").matches(".*[^a-z0-9@/._-].*")) {
      all.remove("name");
    }
    return all;
  }

  private Path unpacked(String id) throws IOException, InterruptedException {
    Path folder = kept.resolve("packages").resolve(id.replace('/', '+'));
    if (!Files.isDirectory(folder)) {
      int at = id.lastIndexOf('@');
      String name = id.substring(0, at).replace("/", "%2f");
      JsonNode packument =
          JsonText.parse(new String(get(registry + name), UTF_8), id).path("versions");
      JsonNode version = packument.path(id.substring(at + 1));
      Path half = Files.createDirectories(folder.resolveSibling(folder.getFileName() + ".half"));
      Path tarball = half.resolve(".tgz");
      Files.write(tarball, get(version.path("dist").path("tarball").asString()));
      run(half, "tar", "--strip-components=1", "-xzf", ".tgz");
      Files.move(half, folder);
    }
    return folder;
  }

  private byte[] get(String address) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + " for " + address);
    }
    return response.body();
  }

  private Path checkedOut(Origin.Repository repository) throws IOException, InterruptedException {
    String name = repository.id().replace('/', '+') + "-" + repository.commit();
    Path folder = kept.resolve("repositories").resolve(name);
    if (!Files.isDirectory(folder)) {
      Path half = Files.createDirectories(folder.resolveSibling(name + ".half"));
      run(half, "git", "init", "-q");
      run(half, "git", "remote", "add", "origin", HOST + repository.id() + ".git");
      run(half, "git", "config", "remote.origin.promisor", "true");
      run(half, "git", "config", "remote.origin.partialclonefilter", "blob:none");
      List<String> patterns =
          new ArrayList<>(List.of("git", "sparse-checkout", "set", "--no-cone"));
      patterns.addAll(FETCHED);
      run(half, patterns.toArray(String[]::new));
      run(
          half,
          "git",
          "fetch",
          "-q",
          "--depth=1",
          "--filter=blob:none",
          "origin",
          repository.commit());
      run(half, "git", "checkout", "-q", "FETCH_HEAD");
      Files.move(half, folder);
    }
    return folder;
  }

  private static void run(Path folder, String... command) throws InterruptedException {
    try (SpawnedCommand running = SpawnedCommand.start(folder, System.getenv(), List.of(command))) {
      CommandResult result = running.await();
      if (result.exitCode() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + result.stderr());
      }
    }
  }
}
