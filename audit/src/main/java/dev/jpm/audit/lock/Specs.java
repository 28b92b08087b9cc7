package dev.jpm.audit.lock;

import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import org.jspecify.annotations.Nullable;

/** What kind of thing a requirement asks for. */
final class Specs {
  private Specs() {}

  /** As npm reads it; null for what npm cannot read. */
  static @Nullable Spec parsed(Requirement asker) {
    try {
      return Spec.parse(asker.name(), asker.spec());
    } catch (JpmException unreadable) {
      return null;
    }
  }

  static boolean isRepository(Requirement asker) {
    return Source.of(asker.spec()) instanceof Source.Repository
        || parsed(asker) instanceof Spec.GitSpec;
  }

  static boolean isLocal(Requirement asker) {
    Spec spec = parsed(asker);
    return spec instanceof Spec.FileSpec || spec instanceof Spec.DirectorySpec;
  }

  /** The name that a registry's package must have for it; null where it asks for none. */
  static @Nullable String registryName(Requirement asker) {
    String spec = asker.spec();
    if (!spec.startsWith("npm:")) {
      return spec.indexOf(':') < 0 && spec.indexOf('/') < 0 ? asker.name() : null;
    }
    String target = spec.substring("npm:".length());
    int at = target.indexOf('@', 1);
    if (at > 0) {
      return target.substring(0, at);
    }
    // Yarn writes npm:range, others npm:name for any version of it.
    boolean name =
        target.startsWith("@") || (!target.isEmpty() && Character.isLetter(target.charAt(0)));
    return name ? null : asker.name();
  }
}
