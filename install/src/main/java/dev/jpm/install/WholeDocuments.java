package dev.jpm.install;

import dev.jpm.fetcher.Once;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole documents of registries for one command: each asked for once and cut down to what audits
 * read, as some hold tens of megabytes and a project needs a thousand of them.
 */
final class WholeDocuments implements AutoCloseable {
  /** The fields of a version that somebody reads. */
  private static final List<String> KEPT =
      List.of(
          "name",
          "version",
          "dist",
          "license",
          "licenses",
          "scripts",
          "hasInstallScript",
          "gypfile",
          "_npmUser");

  private final Workbench bench;
  private final Once<PackageName, JsonNode> documents = new Once<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  WholeDocuments(Workbench bench) {
    this.bench = bench;
  }

  /**
   * The document about {@code name}: {@code versions} and {@code time}.
   *
   * @throws JpmException as the registry's answer was; E404 where it has no such package
   */
  JsonNode get(PackageName name) {
    return documents.get(name, wanted -> cutDown(bench.client().document(wanted)));
  }

  private static JsonNode cutDown(JsonNode document) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    ObjectNode versions = kept.putObject("versions");
    document
        .path("versions")
        .properties()
        .forEach(version -> {
          ObjectNode manifest = versions.putObject(version.getKey());
          for (String field : KEPT) {
            JsonNode value = version.getValue().get(field);
            if (value != null) {
              manifest.set(field, value);
            }
          }
        });
    kept.set("time", document.path("time"));
    return kept;
  }

  /** Lets documents be fetched meanwhile; what is no name of a package is passed over. */
  void prefetch(Collection<String> names) {
    for (String name : names) {
      PackageName.tryParse(name)
          .ifPresent(one -> {
            // Nobody looks at the future: who needs the document asks again and gets the failure.
            Future<?> _ = threads.submit(() -> get(one));
          });
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
