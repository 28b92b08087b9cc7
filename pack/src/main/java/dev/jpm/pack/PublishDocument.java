package dev.jpm.pack;

import dev.jpm.model.Integrity;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is sent to a registry to publish one version.
 *
 * @param manifest of the version
 * @param tag that will name the version
 * @param access {@code public}, {@code restricted} or null for the registry's own choice
 */
public record PublishDocument(ObjectNode manifest, String tag, @Nullable String access) {
  /**
   * The body of the request.
   *
   * @param registry the registry's address, with a slash at the end
   * @param integrity of the tarball by SHA-512
   * @param shasum the SHA-1 of the tarball in hex digits
   */
  public ObjectNode json(URI registry, byte[] tarball, Integrity integrity, String shasum) {
    String name = manifest.path("name").asString("");
    String version = manifest.path("version").asString("");
    String file = name + "-" + version + ".tgz";
    ObjectNode root = manifest.objectNode();
    root.put("_id", name).put("name", name);
    if (manifest.path("description").isString()) {
      root.set("description", manifest.get("description"));
    }
    root.putObject("dist-tags").put(tag, version);
    ObjectNode sent = root.putObject("versions").putObject(version);
    sent.setAll(manifest);
    ObjectNode dist = sent.withObjectProperty("dist").deepCopy();
    dist.put("integrity", integrity.value()).put("shasum", shasum);
    // The registry serves it under its own scheme whatever stands here; npm writes http.
    dist.put(
        "tarball",
        registry.resolve(name + "/-/" + file).toString().replaceFirst("^https://", "http://"));
    sent.set("dist", dist);
    root.put("access", access);
    root.putObject("_attachments")
        .putObject(file)
        .put("content_type", "application/octet-stream")
        .put("data", Base64.getEncoder().encodeToString(tarball))
        .put("length", tarball.length);
    return root;
  }

  /**
   * Puts into {@code document} what proves how its version was built.
   *
   * @param version its name and version, with a hyphen between
   * @param bundle in Sigstore's format
   */
  public static void attach(ObjectNode document, String version, JsonNode bundle) {
    String text = JsonWriter.write(bundle, JsonStyle.COMPACT);
    document
        .withObjectProperty("_attachments")
        .putObject(version + ".sigstore")
        .put("content_type", bundle.path("mediaType").asString(""))
        .put("data", text)
        .put("length", text.length());
  }
}
