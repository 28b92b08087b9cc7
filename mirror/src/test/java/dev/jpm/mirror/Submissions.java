package dev.jpm.mirror;

import dev.jpm.mirror.http.Json;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** What npm sends to publish. */
final class Submissions {
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

  static String integrity(byte[] bytes) {
    return Integrity.of(Algorithm.SHA512, Algorithm.SHA512.digest().digest(bytes)).value();
  }
}
