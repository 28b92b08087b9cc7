package dev.jpm.mirror.packument;

import dev.jpm.mirror.http.Json;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a packument in one form, with tarballs that are fetched from the mirror. */
final class FormWriter implements PackumentVisitor {
  /** What the registry keeps of a manifest for those who only install. */
  private static final Set<String> KEPT =
      Set.of(
          "name",
          "version",
          "deprecated",
          "dependencies",
          "optionalDependencies",
          "devDependencies",
          "bundleDependencies",
          "bundledDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "bin",
          "directories",
          "dist",
          "engines",
          "os",
          "cpu",
          "libc",
          "_hasShrinkwrap",
          "hasInstallScript",
          "funding",
          "acceptDependencies");

  private static final Set<String> INSTALL_SCRIPTS = Set.of("preinstall", "install", "postinstall");

  private final JsonGenerator json;
  private final Form form;
  private final PackageName name;
  private final String base;
  private boolean inVersions;
  private boolean hadVersions;

  private FormWriter(JsonGenerator json, Form form, PackageName name, String base) {
    this.json = json;
    this.form = form;
    this.name = name;
    this.base = base;
  }

  static void write(Document document, Form form, String base, OutputStream out)
      throws IOException {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      FormWriter writer = new FormWriter(json, form, document.name(), base);
      document.content().show(writer);
      writer.end();
      json.writeEndObject();
    }
  }

  @Override
  public void field(String field, JsonNode value) {
    endVersions();
    switch (form) {
      case FULL -> write(field, value);
      case ABBREVIATED -> abbreviated(field, value);
    }
  }

  @Override
  public void release(String version, ObjectNode manifest) {
    startVersions();
    deriveInstallScript(manifest);
    if (form == Form.ABBREVIATED) {
      manifest.retain(KEPT);
    }
    write(version, rebased(manifest, version, name, base));
  }

  /** The manifest with the addresses of its tarball and of what is attested here. */
  static ObjectNode rebased(ObjectNode manifest, String version, PackageName name, String base) {
    if (manifest.get("dist") instanceof ObjectNode dist) {
      String told = dist.path("tarball").asString("");
      String file = told.isEmpty() ? TarballName.of(name, version) : TarballName.file(told);
      dist.put("tarball", TarballName.url(base, name, file));
      String attested = dist.path("attestations").path("url").asString("");
      if (attested.startsWith("-/") && dist.get("attestations") instanceof ObjectNode where) {
        where.put("url", base + attested);
      }
    }
    return manifest;
  }

  private void abbreviated(String field, JsonNode value) {
    switch (field) {
      case "name", "dist-tags", Packuments.RESTRICTIONS -> write(field, value);
      case "time" -> {
        // The origin's short form has no times; with them clients need no second request to keep
        // young versions away.
        @Nullable JsonNode modified = value.get("modified");
        if (modified != null) {
          write("modified", modified);
        }
        write(field, value);
      }
      default -> {}
    }
  }

  /** Clients learn only from this field that a version has something to run. */
  private static void deriveInstallScript(ObjectNode manifest) {
    if (!manifest.has("hasInstallScript")
        && manifest.get("scripts") instanceof ObjectNode scripts
        && INSTALL_SCRIPTS.stream().anyMatch(scripts::has)) {
      manifest.put("hasInstallScript", true);
    }
  }

  private void write(String field, JsonNode value) {
    json.writeName(field);
    json.writeTree(value);
  }

  private void startVersions() {
    if (!inVersions) {
      json.writeName("versions");
      json.writeStartObject();
      inVersions = true;
      hadVersions = true;
    }
  }

  private void endVersions() {
    if (inVersions) {
      json.writeEndObject();
      inVersions = false;
    }
  }

  private void end() {
    if (!hadVersions) {
      startVersions();
    }
    endVersions();
  }
}
