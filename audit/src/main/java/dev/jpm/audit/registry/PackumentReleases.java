package dev.jpm.audit.registry;

import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Releases out of the documents that installs read too: kept, and without who published what. */
public final class PackumentReleases implements ReleaseSource {
  private final PackumentSource packuments;
  private final boolean withHistory;
  private final Map<String, ProvenanceHistory> histories = new ConcurrentHashMap<>();

  /**
   * Releases out of {@code packuments}.
   *
   * @param withHistory whether it is told what was before, for which all versions are looked at
   */
  public PackumentReleases(PackumentSource packuments, boolean withHistory) {
    this.packuments = packuments;
    this.withHistory = withHistory;
  }

  @Override
  public void prefetch(Collection<String> names) {
    names.forEach(
        name -> PackageName.tryParse(name).ifPresent(one -> packuments.prefetch(one, "*")));
  }

  private static ProvenanceHistory history(Packument packument) {
    ProvenanceHistory history = new ProvenanceHistory();
    packument
        .versions()
        .forEach((version, one) -> {
          Release release = Release.of(one.manifest(), packument.time().get(version));
          if (release.hasProvenance()) {
            history.add(version, release.published());
          }
        });
    return history;
  }

  @Override
  public @Nullable Release release(String name, String version) {
    PackageName parsed = PackageName.tryParse(name).orElse(null);
    if (parsed == null) {
      return null;
    }
    return switch (packuments.packument(parsed)) {
      case PackumentAnswer.Found(Packument packument) -> {
        Packument.Release release = packument.versions().get(version);
        if (release == null) {
          yield null;
        }
        Release found = Release.of(release.manifest(), packument.time().get(version));
        yield withHistory
            ? found.in(histories.computeIfAbsent(name, _ -> history(packument)), version)
            : found;
      }
      case PackumentAnswer.NotFound _ -> null;
      case PackumentAnswer.Unavailable(JpmException error) ->
          throw JpmException.of(
                  ErrorCode.ENOAUDIT,
                  "The registry could not be asked about %s: %s".formatted(name, error.sentence()),
                  error)
              .withHint("Without the registry: --no-ask-registry");
    };
  }
}
