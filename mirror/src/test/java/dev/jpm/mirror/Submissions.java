package dev.jpm.mirror;

import dev.jpm.mirror.http.Json;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/** What npm sends to publish. */
final class Submissions {
  static final String SLSA = "https://slsa.dev/provenance/v1";

  private Submissions() {}

  static ObjectNode of(String name, String version, byte[] tarball) {
    ObjectNode document = Json.object().put("_id", name).put("name", name).put("readme", "# p");
    document.putObject("dist-tags").put("latest", version);
    ObjectNode manifest = document.putObject("versions").putObject(version);
    manifest.put("name", name).put("version", version).put("description", "my own");
    manifest.putObject("dist").put("integrity", integrity(tarball)).put("tarball", "http://x/y");
    document
        .putObject("_attachments")
        .putObject(name + "-" + version + ".tgz")
        .put("content_type", "application/octet-stream")
        .put("data", Base64.getEncoder().encodeToString(tarball))
        .put("length", tarball.length);
    return document;
  }

  /** Adds to what publishes one version the statement that {@code purl} was built as it says. */
  static void prove(ObjectNode document, String proof, String purl, String sha512) {
    ObjectNode statement = Json.object().put("predicateType", SLSA);
    ObjectNode subject = statement.putArray("subject").addObject().put("name", purl);
    subject.putObject("digest").put("sha512", sha512);
    ObjectNode bundle = Json.object().put("proof", proof);
    bundle
        .putObject("dsseEnvelope")
        .put("payload", Base64.getEncoder().encodeToString(Json.bytes(statement)));
    ObjectNode attachments = document.path("_attachments").asObject();
    String tarball = attachments.propertyNames().iterator().next();
    attachments.putObject(tarball.replace(".tgz", ".sigstore")).put("data", bundle.toString());
  }

  static String sha512(byte[] bytes) {
    return HexFormat.of().formatHex(Algorithm.SHA512.digest().digest(bytes));
  }

  static String integrity(byte[] bytes) {
    return Integrity.of(Algorithm.SHA512, Algorithm.SHA512.digest().digest(bytes)).value();
  }
}
