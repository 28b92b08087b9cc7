package dev.jpm.install;

import dev.jpm.audit.registry.ProvenanceHistory;
import dev.jpm.audit.registry.Release;
import dev.jpm.audit.registry.ReleaseSource;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the registry says of versions, out of whole documents: they tell who published what and how
 * big it is, which the ones that installs keep do not. Asked anew in every call.
 */
public final class WholeReleases implements ReleaseSource, AutoCloseable {
  private final WholeDocuments documents;

  /** Asks with the tools of {@code bench}. */
  public WholeReleases(Workbench bench) {
    this.documents = new WholeDocuments(bench);
  }

  @Override
  public void prefetch(Collection<String> names) {
    documents.prefetch(names);
  }

  @Override
  public @Nullable Release release(String name, String version) {
    PackageName parsed = PackageName.tryParse(name).orElse(null);
    if (parsed == null) {
      return null;
    }
    JsonNode document = document(parsed);
    return document.path("versions").get(version) instanceof ObjectNode manifest
        ? Release.of(new Manifest(manifest), document.path("time").path(version).asString(null))
            .in(history(document), version)
        : null;
  }

  private static ProvenanceHistory history(JsonNode document) {
    ProvenanceHistory history = new ProvenanceHistory();
    for (Map.Entry<String, JsonNode> one : document.path("versions").properties()) {
      if (one.getValue().path("dist").path("attestations").has("provenance")) {
        JsonNode time = document.path("time").path(one.getKey());
        history.add(one.getKey(), Release.moment(time.asString(null)));
      }
    }
    return history;
  }

  private JsonNode document(PackageName name) {
    try {
      return documents.get(name);
    } catch (JpmException error) {
      if (error.code() == ErrorCode.E404) {
        return MissingNode.getInstance();
      }
      throw JpmException.of(
              ErrorCode.ENOAUDIT,
              "The registry could not be asked about %s: %s".formatted(name, error.sentence()),
              error)
          .withHint("Without the registry: --no-ask-registry");
    }
  }

  @Override
  public void close() {
    documents.close();
  }
}
