package dev.jpm.mirror.config;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with some packages.
 *
 * @param packages globs of their names
 * @param read whom it lets read; null where that is as without it, like the others
 */
public record AccessRule(
    List<String> packages,
    @Nullable Circle read,
    @Nullable Circle publish,
    @Nullable Circle unpublish) {
  public AccessRule {
    packages = List.copyOf(packages);
  }

  /** The circles that it has. */
  public Stream<Circle> circles() {
    return Stream.of(read, publish, unpublish).flatMap(Stream::ofNullable);
  }
}
