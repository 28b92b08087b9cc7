package dev.jpm.bench.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.bench.registry.Body;
import dev.jpm.bench.registry.Document;
import dev.jpm.bench.registry.Form;
import dev.jpm.bench.registry.Gzip;
import dev.jpm.bench.registry.Shelf;
import dev.jpm.model.Integrity.Algorithm;
import dev.jpm.registrymock.TarballBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registry of packages that nobody wrote, all of them tiny, all in memory: the same ones for the
 * same seed and size. Of every major there are a few versions; only the newest has a tarball.
 */
final class GeneratedRegistry implements Shelf {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int VERSIONS_OF_A_MAJOR = 4;

  private final PackageGraph graph;
  private final String base;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final Map<String, Body> tarballs = new ConcurrentHashMap<>();

  /**
   * Made of these.
   *
   * @param base the address of the server that will serve it, with a final slash
   */
  GeneratedRegistry(PackageGraph graph, String base) {
    this.graph = graph;
    this.base = base;
  }

  static String name(int number) {
    return "package-" + number;
  }

  /** The newest version of a major. */
  static String newest(int major) {
    return major + "." + (VERSIONS_OF_A_MAJOR - 1) + ".0";
  }

  /** The package.json of the project that needs every package, in a version of its own. */
  String project(String version) {
    ObjectNode project = JsonNodeFactory.instance.objectNode();
    project.put("name", "project-of-" + graph.size()).put("version", version).put("private", true);
    ObjectNode dependencies = project.putObject("dependencies");
    IntStream.range(0, graph.direct())
        .forEach(
            number -> dependencies.put(name(number), "^" + graph.newestMajor(number) + ".0.0"));
    return MAPPER.writeValueAsString(project);
  }

  /** Makes all answers ready, so that nobody waits for them later. */
  GeneratedRegistry prepare() {
    IntStream.range(0, graph.size()).parallel().forEach(number -> packument(name(number)));
    return this;
  }

  @Override
  public @Nullable Document packument(String name, Form form) {
    return packument(name);
  }

  private @Nullable Document packument(String name) {
    int number = number(name);
    return number < 0 ? null : documents.computeIfAbsent(name, _ -> make(number));
  }

  private int number(String name) {
    if (!name.matches("package-\\d{1,9}")) {
      return -1;
    }
    int number = Integer.parseInt(name.substring("package-".length()));
    return number < graph.size() ? number : -1;
  }

  private Document make(int number) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    int majors = graph.newestMajor(number);
    document.put("name", name(number));
    document.putObject("dist-tags").put("latest", newest(majors));
    ObjectNode versions = document.putObject("versions");
    for (int major = 1; major <= majors; major++) {
      for (int minor = 0; minor < VERSIONS_OF_A_MAJOR; minor++) {
        String version = major + "." + minor + ".0";
        versions.set(version, manifest(number, version, version.equals(newest(major))));
      }
    }
    byte[] plain = MAPPER.writeValueAsBytes(document);
    String etag = "\"" + number + "-" + plain.length + "\"";
    return new Document(new Body.InMemory(plain), new Body.InMemory(Gzip.of(plain)), etag);
  }

  private ObjectNode manifest(int number, String version, boolean withTarball) {
    ObjectNode manifest = packageJson(number, version);
    String file = name(number) + "-" + version + ".tgz";
    byte[] tarball =
        withTarball ? tarballOf(MAPPER.writeValueAsString(manifest)) : file.getBytes(UTF_8);
    if (withTarball) {
      tarballs.put(file, new Body.InMemory(tarball));
    }
    manifest
        .putObject("dist")
        .put("integrity", integrity(tarball))
        .put("tarball", base + name(number) + "/-/" + file);
    return manifest;
  }

  private ObjectNode packageJson(int number, String version) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name(number)).put("version", version).put("license", "MIT");
    List<PackageGraph.Edge> edges = graph.dependencies(number);
    if (!edges.isEmpty()) {
      ObjectNode dependencies = json.putObject("dependencies");
      edges.forEach(edge -> dependencies.put(name(edge.to()), "^" + edge.major() + ".0.0"));
    }
    return json;
  }

  private static byte[] tarballOf(String packageJson) {
    return new TarballBuilder()
        .file("package/package.json", packageJson)
        .file("package/index.js", "module.exports = 1\n")
        .gzip();
  }

  private static String integrity(byte[] tarball) {
    return "sha512-"
        + Base64.getEncoder().encodeToString(Algorithm.SHA512.digest().digest(tarball));
  }

  @Override
  public @Nullable Body tarball(String name, String fileName) {
    return packument(name) == null ? null : tarballs.get(fileName);
  }

  @Override
  public byte @Nullable [] manifest(String name, String version) {
    return null;
  }
}
