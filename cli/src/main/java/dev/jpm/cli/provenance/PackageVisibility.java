package dev.jpm.cli.provenance;

import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryClient;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;

/** Who may see a package. */
public final class PackageVisibility {
  private PackageVisibility() {}

  /** The question about {@code name}. */
  public static RegistryRequest question(Registry registry, PackageName name) {
    return RegistryRequest.of("GET", registry, "-/package/" + name.escaped() + "/visibility")
        .about(name.value());
  }

  /**
   * Whether everybody may. Nobody may see what is not there, nor what a registry hides from those
   * who ask.
   */
  public static boolean isPublic(RegistryClient client, RegistryRequest question) {
    RegistryReply reply = client.send(question);
    return reply.status() != 404 && reply.orThrow().path("public").asBoolean(false);
  }
}
