package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version as its author describes it, to be published. Every method returns this, and what is
 * not said is as a small package would have it: a {@code package.json} and an {@code index.js}.
 */
public final class Release {
  private static final List<String> INSTALL_EVENTS =
      List.of("preinstall", "install", "postinstall");

  /** A file of the tarball, named below {@code package/}. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Content(byte[] bytes, int mode) {}

  private final String name;
  private final String version;
  private final ObjectNode manifest = Json.object();
  private final Map<String, Content> files = new LinkedHashMap<>();
  private final List<String> tags = new ArrayList<>();
  private final List<String> signers = new ArrayList<>();
  private final Map<String, String> signatures = new LinkedHashMap<>();
  private byte @Nullable [] tarball;
  private @Nullable String integrity;
  private @Nullable String shasum;
  private boolean withoutIntegrity;
  private @Nullable String deprecated;
  private @Nullable Instant publishedAt;
  private @Nullable String tarballUrl;
  private @Nullable JsonNode attestations;

  Release(String name, String version) {
    this.name = name;
    this.version = version;
    manifest.put("name", name).put("version", version);
  }

  public Release dependency(String name, String range) {
    return put("dependencies", name, range);
  }

  public Release devDependency(String name, String range) {
    return put("devDependencies", name, range);
  }

  /** An optional dependency. */
  public Release optional(String name, String range) {
    return put("optionalDependencies", name, range);
  }

  /** A peer dependency. */
  public Release peer(String name, String range) {
    return put("peerDependencies", name, range);
  }

  /** A peer dependency that need not be there. */
  public Release optionalPeer(String name, String range) {
    manifest.withObjectProperty("peerDependenciesMeta").putObject(name).put("optional", true);
    return peer(name, range);
  }

  /**
   * A dependency that comes inside the tarball as {@code node_modules/name}; asked for as {@code
   * ^version} unless a dependency of that name is already declared.
   */
  public Release bundled(String name, String version) {
    manifest.withArrayProperty("bundleDependencies").add(name);
    if (!manifest.path("dependencies").has(name)) {
      dependency(name, "^" + version);
    }
    ObjectNode inner = Json.object().put("name", name).put("version", version);
    file("node_modules/" + name + "/package.json", Json.pretty(inner));
    return file("node_modules/" + name + "/index.js", "module.exports = '" + name + "'\n");
  }

  /** A command; a small script is written to {@code path} unless a file is given for it. */
  public Release bin(String command, String path) {
    return put("bin", command, path);
  }

  public Release script(String event, String command) {
    return put("scripts", event, command);
  }

  public Release engines(String engine, String range) {
    return put("engines", engine, range);
  }

  public Release os(String... values) {
    return list("os", values);
  }

  public Release cpu(String... values) {
    return list("cpu", values);
  }

  public Release libc(String... values) {
    return list("libc", values);
  }

  /** Any other field of package.json, its value as JSON text; replaces what was there. */
  public Release field(String key, String json) {
    manifest.set(key, Json.parse(json));
    return this;
  }

  /** Fields of package.json from a JSON object's text, each replacing what was there. */
  public Release manifest(String json) {
    for (Map.Entry<String, JsonNode> field : Json.parse(json).properties()) {
      manifest.set(field.getKey(), field.getValue());
    }
    return this;
  }

  /** A file of mode 0644, its path below the package's folder. */
  public Release file(String path, String text) {
    return file(path, text.getBytes(UTF_8), 0644);
  }

  public Release file(String path, byte[] content, int mode) {
    files.put(path, new Content(content.clone(), mode));
    return this;
  }

  /** These bytes are the tarball, whatever the description says; digests are taken of them. */
  public Release tarball(byte[] bytes) {
    this.tarball = bytes.clone();
    return this;
  }

  /** {@code dist.integrity} says this, true or not. */
  public Release integrity(String text) {
    this.integrity = text;
    return this;
  }

  /** {@code dist.shasum} says this, true or not. */
  public Release shasum(String hex) {
    this.shasum = hex;
    return this;
  }

  /** {@code dist} has a {@code shasum} only, as versions of the early years have. */
  public Release withoutIntegrity() {
    this.withoutIntegrity = true;
    return this;
  }

  /** {@code dist.tarball} says this instead of this registry's own address. */
  public Release tarballUrl(String url) {
    this.tarballUrl = url;
    return this;
  }

  public Release deprecated(String message) {
    this.deprecated = message;
    return this;
  }

  /** When this was published; without it, versions follow each other minute by minute. */
  public Release publishedAt(Instant time) {
    this.publishedAt = time;
    return this;
  }

  /** Signed with the registry's key of that id. */
  public Release signedBy(String keyId) {
    signers.add(keyId);
    return this;
  }

  /** {@code dist} carries this signature, true or not. */
  public Release signature(String keyId, String signature) {
    signatures.put(keyId, signature);
    return this;
  }

  /**
   * The registry has attestations of it.
   *
   * @param json its answer when it is asked for them
   */
  public Release attested(String json) {
    attestations = Json.parse(json);
    return this;
  }

  /** Published under this tag instead of {@code latest}. */
  public Release tag(String tag) {
    tags.add(tag);
    return this;
  }

  List<String> tags() {
    return List.copyOf(tags);
  }

  Stored store(Instant defaultTime, SigningKeys keys) {
    byte[] packed = tarball == null ? pack() : tarball;
    ObjectNode full = manifest.deepCopy();
    full.put("_id", name + "@" + version);
    full.putArray("maintainers")
        .addObject()
        .put("name", "author")
        .put("email", "author@mail.example");
    full.set("dist", signed(dist(packed), keys));
    full.put("_hasShrinkwrap", files.containsKey("npm-shrinkwrap.json"));
    if (hasInstallScript()) {
      full.put("hasInstallScript", true);
    }
    if (deprecated != null) {
      full.put("deprecated", deprecated);
    }
    Instant time = publishedAt == null ? defaultTime : publishedAt;
    return new Stored(version, full, fileName(), packed, time, tarballUrl, attestations);
  }

  private ObjectNode dist(byte[] packed) {
    ObjectNode dist = Json.object();
    if (!withoutIntegrity) {
      dist.put("integrity", integrity == null ? Digests.integrity(packed) : integrity);
    }
    dist.put("shasum", shasum == null ? Digests.sha1Hex(packed) : shasum);
    dist.put("fileCount", files.size() + 1);
    int size = files.values().stream().mapToInt(content -> content.bytes().length).sum();
    return dist.put("unpackedSize", size);
  }

  private ObjectNode signed(ObjectNode dist, SigningKeys keys) {
    String text = name + "@" + version + ":" + dist.path("integrity").asString("");
    signers.forEach(id -> signatures.put(id, keys.sign(id, text)));
    signatures.forEach((id, signature) ->
        dist.withArrayProperty("signatures").addObject().put("keyid", id).put("sig", signature));
    return dist;
  }

  /** The last part of the tarball's URL: a scope is not repeated in it. */
  private String fileName() {
    return name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
  }

  private boolean hasInstallScript() {
    JsonNode scripts = manifest.path("scripts");
    boolean builds = files.containsKey("binding.gyp");
    return builds || INSTALL_EVENTS.stream().anyMatch(scripts::has);
  }

  private byte[] pack() {
    fillIn();
    TarballBuilder builder = new TarballBuilder();
    builder.file("package/package.json", Json.pretty(manifest));
    files.forEach(
        (path, content) -> builder.file("package/" + path, content.bytes(), content.mode()));
    return builder.gzip();
  }

  /** Writes the files that the description speaks of and that nobody gave. */
  private void fillIn() {
    for (Map.Entry<String, JsonNode> bin : manifest.path("bin").properties()) {
      String path = bin.getValue().asString().replaceFirst("^\\./", "");
      String text = "#!/usr/bin/env node\nconsole.log('" + name + "@" + version + "')\n";
      files.putIfAbsent(path, new Content(text.getBytes(UTF_8), 0755));
    }
    if (files.isEmpty()) {
      file("index.js", "module.exports = '" + name + "@" + version + "'\n");
    }
  }

  private Release put(String field, String key, String value) {
    manifest.withObjectProperty(field).put(key, value);
    return this;
  }

  private Release list(String field, String... values) {
    ArrayNode array = manifest.putArray(field);
    for (String value : values) {
      array.add(value);
    }
    return this;
  }
}
