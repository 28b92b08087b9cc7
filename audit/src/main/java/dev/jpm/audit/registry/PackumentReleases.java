package dev.jpm.audit.registry;

import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Releases out of the documents that installs read too: kept, and without who published what. */
public final class PackumentReleases implements ReleaseSource {
  private final PackumentSource packuments;

  public PackumentReleases(PackumentSource packuments) {
    this.packuments = packuments;
  }

  @Override
  public void prefetch(Collection<String> names) {
    names.forEach(
        name -> PackageName.tryParse(name).ifPresent(one -> packuments.prefetch(one, "*")));
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
        yield release == null
            ? null
            : Release.of(release.manifest(), packument.time().get(version));
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
