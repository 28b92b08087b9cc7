package dev.jpm.packument;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a document again, with some of its versions. */
final class PackumentPart {
  private final SlimPackument packument;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

  private PackumentPart(SlimPackument packument) {
    this.packument = packument;
  }

  static byte[] of(SlimPackument packument, Set<String> versions, Set<String> tags) {
    PackumentPart part = new PackumentPart(packument);
    part.write(versions, tags);
    return part.out.toByteArray();
  }

  private void write(Set<String> versions, Set<String> tags) {
    ObjectNode keptTags = JsonNodeFactory.instance.objectNode();
    Set<String> dated = new HashSet<>(versions);
    JsonTexts.textMap(packument.document(KeptKeys.DOCUMENT_TAGS))
        .forEach((tag, version) -> {
          if (tags.contains(tag)) {
            keptTags.put(tag, version);
            dated.add(version);
          }
        });
    text("{\"dist-tags\":" + keptTags + ",\"versions\":{");
    writeVersions(versions);
    text("},\"time\":" + times(dated));
    field("name", packument.document(KeptKeys.DOCUMENT_NAME));
    field("policyRestrictions", packument.document(KeptKeys.DOCUMENT_POLICY));
    text("}");
  }

  private void writeVersions(Set<String> versions) {
    boolean any = false;
    for (int i = 0; i < packument.versionCount(); i++) {
      String version = packument.versionText(i);
      if (versions.contains(version)) {
        text((any ? "," : "") + JsonNodeFactory.instance.stringNode(version) + ":");
        out.writeBytes(packument.manifestJson(i));
        any = true;
      }
    }
  }

  private ObjectNode times(Set<String> dated) {
    ObjectNode times = JsonNodeFactory.instance.objectNode();
    JsonTexts.textMap(packument.document(KeptKeys.DOCUMENT_TIME))
        .forEach((version, time) -> {
          if (dated.contains(version)) {
            times.put(version, time);
          }
        });
    return times;
  }

  private void field(String name, JsonSlice value) {
    if (!value.isEmpty()) {
      text(",\"" + name + "\":");
      out.write(value.bytes(), value.offset(), value.length());
    }
  }

  private void text(String json) {
    out.writeBytes(json.getBytes(UTF_8));
  }
}
