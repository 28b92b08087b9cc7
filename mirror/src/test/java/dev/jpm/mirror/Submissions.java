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
    ObjectNode attachments = document.path("_attachments").asObject();
    String tarball = attachments.propertyNames().iterator().next();
    attachments
        .putObject(tarball.replace(".tgz", ".sigstore"))
        .put("data", bundle(proof, purl, sha512).toString());
  }

  /** What a registry answers that attests of {@code purl} how it was built. */
  static String attested(String purl) {
    return attested(purl, "good", "00");
  }

  /** The same with other proofs, about other bytes. */
  static String attested(String purl, String proof, String sha512) {
    ObjectNode answer = Json.object();
    answer
        .putArray("attestations")
        .addObject()
        .put("predicateType", SLSA)
        .set("bundle", bundle(proof, purl, sha512));
    return answer.toString();
  }

  private static ObjectNode bundle(String proof, String purl, String sha512) {
    ObjectNode statement =
        Json.parse(
            """
            {"predicateType": "%s",
             "subject": [{"name": "%s", "digest": {"sha512": "%s"}}],
             "predicate": {
               "buildDefinition": {
                 "externalParameters": {"workflow": {"ref": "refs/tags/v1",
                   "repository": "https://code.example/acme/p", "path": ".ci/release.yml"}},
                 "resolvedDependencies": [{"uri": "git+https://code.example/acme/p@refs/tags/v1",
                   "digest": {"gitCommit": "c0ffee0123456789c0ffee0123456789c0ffee01"}}]},
               "runDetails": {
                 "builder": {"id": "https://code.example/runner/hosted"},
                 "metadata": {"invocationId": "https://code.example/acme/p/runs/7"}}}}
            """
                .formatted(SLSA, purl, sha512));
    ObjectNode bundle =
        Json.parse(
            """
            {"verificationMaterial": {"tlogEntries": [
              {"logIndex": "104312", "integratedTime": "1704067200"}]}}
            """);
    bundle
        .put("proof", proof)
        .putObject("dsseEnvelope")
        .put("payload", Base64.getEncoder().encodeToString(Json.bytes(statement)));
    return bundle;
  }

  static String sha512(byte[] bytes) {
    return HexFormat.of().formatHex(Algorithm.SHA512.digest().digest(bytes));
  }

  static String integrity(byte[] bytes) {
    return Integrity.of(Algorithm.SHA512, Algorithm.SHA512.digest().digest(bytes)).value();
  }
}
