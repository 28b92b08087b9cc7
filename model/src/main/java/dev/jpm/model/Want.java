package dev.jpm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants of a registry.
 *
 * @param spec a range, a version or a tag, without space around it
 */
public record Want(PackageName name, String spec) {

  /** Of an entry of dependencies; empty where no registry is meant. */
  public static Optional<Want> of(String name, String raw) {
    if (raw.startsWith("npm:")) {
      return ofAlias(raw.substring(4));
    }
    return raw.indexOf(':') >= 0 || raw.indexOf('/') >= 0
        ? Optional.empty()
        : PackageName.tryParse(name).map(parsed -> new Want(parsed, raw.strip()));
  }

  private static Optional<Want> ofAlias(String target) {
    int at = target.indexOf('@', 1);
    String name = at < 0 ? target : target.substring(0, at);
    return PackageName.tryParse(name)
        .map(parsed -> new Want(parsed, at < 0 ? "*" : target.substring(at + 1).strip()));
  }

  /** What a package brings along: all but the peers that may be missing. */
  public static List<Want> ofPackage(Manifest manifest) {
    List<Want> wants = new ArrayList<>();
    addAll(wants, manifest.dependencies());
    addAll(wants, manifest.optionalDependencies());
    for (Map.Entry<String, String> peer : manifest.peerDependencies().entrySet()) {
      if (!manifest.isPeerOptional(peer.getKey())) {
        of(peer.getKey(), peer.getValue()).ifPresent(wants::add);
      }
    }
    return wants;
  }

  /** What a project asks for itself. */
  public static List<Want> ofProject(Manifest manifest) {
    List<Want> wants = ofPackage(manifest);
    addAll(wants, manifest.devDependencies());
    return wants;
  }

  /** Of an argument of an install ({@code name@spec}); empty where no registry is meant. */
  public static Optional<Want> ofArgument(String argument) {
    int at = argument.indexOf('@', 1);
    return at < 0 ? of(argument, "") : of(argument.substring(0, at), argument.substring(at + 1));
  }

  private static void addAll(List<Want> wants, Map<String, String> dependencies) {
    dependencies.forEach((name, raw) -> of(name, raw).ifPresent(wants::add));
  }
}
