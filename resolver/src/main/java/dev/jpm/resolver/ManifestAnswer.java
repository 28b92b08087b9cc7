package dev.jpm.resolver;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import org.jspecify.annotations.Nullable;

/** What asking for a manifest outside the registry can end in. */
public sealed interface ManifestAnswer {
  /**
   * The manifest, and where it is from.
   *
   * @param resolved what the lockfile shall say of where it came from; null where the request
   *     itself says it (a folder, a file)
   */
  record Found(Manifest manifest, @Nullable String resolved, @Nullable Integrity integrity)
      implements ManifestAnswer {}

  /** There is no package.json. */
  record Missing() implements ManifestAnswer {}

  record Failed(JpmException error) implements ManifestAnswer {}
}
