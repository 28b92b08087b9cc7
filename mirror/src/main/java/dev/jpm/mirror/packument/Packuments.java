package dev.jpm.mirror.packument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Single things out of a packument. */
public final class Packuments {
  /** The field that tells npm which versions a policy keeps back, and why. */
  public static final String RESTRICTIONS = "policyRestrictions";

  private Packuments() {}

  /** The dist-tags. */
  public static ObjectNode tags(Document document) {
    Picked picked = pick(document, _ -> false);
    return picked.tags;
  }

  /** The manifest of a version or of what a tag names, with the address of its tarball here. */
  public static Optional<ObjectNode> manifest(Document document, String wanted, String base) {
    return release(document, wanted)
        .or(() -> {
          String tagged = tags(document).path(wanted).asString("");
          return tagged.isEmpty() ? Optional.empty() : release(document, tagged);
        })
        .map(manifest ->
            FormWriter.rebased(
                manifest, manifest.path("version").asString(""), document.name(), base));
  }

  /** Why a policy keeps {@code version} back; empty where none does. */
  public static Optional<String> restriction(Document document, String version) {
    Picked picked = pick(document, _ -> false);
    String reason = picked.restricted.path(version).path("reason").asString("");
    return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
  }

  /** The manifest of the version whose tarball is called {@code file}, as its registry gives it. */
  public static Optional<ObjectNode> byTarball(Document document, String file) {
    return TarballName.version(document.name(), file)
        .flatMap(version -> release(document, version))
        .filter(manifest -> isNamed(manifest, file))
        .or(() -> {
          Picked picked = pick(document, _ -> true, manifest -> isNamed(manifest, file));
          return Optional.ofNullable(picked.manifest);
        });
  }

  private static boolean isNamed(ObjectNode manifest, String file) {
    return TarballName.file(manifest.path("dist").path("tarball").asString("")).equals(file);
  }

  private static Optional<ObjectNode> release(Document document, String version) {
    return Optional.ofNullable(pick(document, version::equals).manifest);
  }

  private static Picked pick(Document document, Predicate<String> versions) {
    return pick(document, versions, _ -> true);
  }

  private static Picked pick(
      Document document, Predicate<String> versions, Predicate<ObjectNode> manifests) {
    Picked picked = new Picked(versions, manifests);
    try {
      document.content().show(picked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return picked;
  }

  private static final class Picked implements PackumentVisitor {
    private final Predicate<String> versions;
    private final Predicate<ObjectNode> manifests;
    private ObjectNode tags = JsonNodeFactory.instance.objectNode();
    private JsonNode restricted = JsonNodeFactory.instance.missingNode();
    private @Nullable ObjectNode manifest;

    Picked(Predicate<String> versions, Predicate<ObjectNode> manifests) {
      this.versions = versions;
      this.manifests = manifests;
    }

    @Override
    public void field(String name, JsonNode value) {
      if (name.equals("dist-tags") && value instanceof ObjectNode object) {
        tags = object;
      }
      if (name.equals(RESTRICTIONS)) {
        restricted = value.path("versions");
      }
    }

    @Override
    public boolean wants(String version) {
      return versions.test(version);
    }

    @Override
    public void release(String version, ObjectNode found) {
      if (manifests.test(found)) {
        manifest = found;
      }
    }
  }
}
