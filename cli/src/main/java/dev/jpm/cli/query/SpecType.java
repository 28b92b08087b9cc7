package dev.jpm.cli.query;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.resolver.graph.GraphEdge;
import java.util.Set;

/** The words that npm has for the kinds of specs. */
final class SpecType {
  private SpecType() {}

  /** Those that fit what {@code edge} asks for; {@code registry} beside the one that fits best. */
  static Set<String> of(GraphEdge edge) {
    try {
      return of(Spec.parse(edge.name(), edge.spec()));
    } catch (JpmException e) {
      return Set.of();
    }
  }

  private static Set<String> of(Spec spec) {
    return switch (spec) {
      case Spec.VersionSpec _ -> Set.of("version", "registry");
      case Spec.RangeSpec _ -> Set.of("range", "registry");
      case Spec.TagSpec _ -> Set.of("tag", "registry");
      case Spec.AliasSpec _ -> Set.of("alias", "registry");
      case Spec.GitSpec _ -> Set.of("git");
      case Spec.RemoteSpec _ -> Set.of("remote");
      case Spec.FileSpec _ -> Set.of("file");
      case Spec.DirectorySpec _ -> Set.of("directory");
    };
  }
}
