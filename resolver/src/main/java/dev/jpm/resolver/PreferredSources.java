package dev.jpm.resolver;

import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.resolver.Sources.Loaded;
import dev.jpm.resolver.VersionPreferences.Preferred;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import dev.jpm.resolver.graph.Specs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads the package for an edge: what another tool's lockfile chose, else what is asked for. */
final class PreferredSources {
  private final Sources sources;
  private final Specs specs;
  private final VersionPreferences preferences;

  PreferredSources(Sources sources, Specs specs, VersionPreferences preferences) {
    this.sources = sources;
    this.specs = specs;
    this.preferences = preferences;
  }

  /** As {@link Sources#load}; {@code spec} is the edge's own. */
  Loaded load(GraphEdge edge, Spec spec, @Nullable String place, boolean own) {
    Preferred preferred = preferences.of(dependerOf(edge), edge.name(), edge.spec());
    if (preferred == null) {
      return sources.load(edge.name(), spec, place, own);
    }
    Spec narrower;
    try {
      narrower = specs.required(edge.name(), preferred.spec());
    } catch (JpmException unreadable) {
      return Sources.failed(unreadable);
    }
    Loaded loaded = sources.load(edge.name(), narrower, null, own);
    Integrity promised = preferred.integrity();
    return loaded.failure() != null || promised == null ? loaded : checked(loaded, promised);
  }

  private static String dependerOf(GraphEdge edge) {
    GraphNode from = edge.depender();
    GraphNode real = from.source() == null ? from : from.source();
    return real.isTop() ? real.path() : real.packageName() + "@" + real.versionText();
  }

  /** The registry may not promise other bytes than the other lockfile does. */
  private static Loaded checked(Loaded loaded, Integrity promised) {
    Integrity told = loaded.integrity();
    Optional<Integrity> both = told == null ? Optional.of(promised) : promised.merge(told);
    if (both.isEmpty()) {
      return Sources.failed(
          JpmException.of(
                  ErrorCode.EINTEGRITY,
                  "Integrity checksum failed: wanted " + promised.value() + " but got " + told)
              .withHint("The registry has other bytes than the lockfile tells of"));
    }
    return new Loaded(loaded.manifest(), loaded.resolved(), both.get(), null);
  }
}
