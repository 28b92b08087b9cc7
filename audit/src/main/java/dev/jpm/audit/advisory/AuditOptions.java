package dev.jpm.audit.advisory;

import dev.jpm.model.glob.Glob;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.ResolveOptions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides which version is a fix.
 *
 * @param picks as an install picks, but whatever the age
 * @param before only what was published up to then is installed; null: all is
 * @param exclude globs of names that this does not hold for
 */
public record AuditOptions(PickOptions picks, @Nullable Instant before, List<String> exclude) {
  public AuditOptions {
    exclude = List.copyOf(exclude);
  }

  /** What an install with {@code options} goes by. */
  public static AuditOptions of(ResolveOptions options) {
    return new AuditOptions(
        PickOptions.on(options.platform()).withDefaultTag(options.defaultTag()),
        options.releaseAge().before(),
        options.releaseAge().exclude());
  }

  boolean isExcluded(String name) {
    return exclude.stream().anyMatch(glob -> Glob.of(glob).matches(name));
  }
}
