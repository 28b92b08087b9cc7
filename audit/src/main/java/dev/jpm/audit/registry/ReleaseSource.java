package dev.jpm.audit.registry;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Where facts about published versions come from. Blocking. */
public interface ReleaseSource {
  /**
   * The version of a package.
   *
   * @return null where the registry has no such version
   * @throws dev.jpm.model.error.JpmException ENOAUDIT where the registry cannot be asked
   */
  @Nullable Release release(String name, String version);

  /** Tells that these packages will be asked for, so that they can be fetched meanwhile. */
  default void prefetch(Collection<String> names) {}
}
