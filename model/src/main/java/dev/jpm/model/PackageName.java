package dev.jpm.model;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package's name, {@code name} or {@code @scope/name}: not empty, no path tricks. Old names with
 * capitals or odd characters are accepted, as npm accepts them when installing.
 */
public record PackageName(String value) implements Comparable<PackageName> {
  public PackageName {
    String problem = problemOf(value);
    if (problem != null) {
      throw JpmException.of(
          ErrorCode.EINVALIDPACKAGENAME, "Invalid package name \"" + value + "\": " + problem);
    }
  }

  /** The name in {@code text}; throws EINVALIDPACKAGENAME where npm would refuse it too. */
  public static PackageName parse(String text) {
    return new PackageName(text);
  }

  public static Optional<PackageName> tryParse(String text) {
    return problemOf(text) == null ? Optional.of(new PackageName(text)) : Optional.empty();
  }

  /**
   * Every reason why {@code text} is no package name, between semicolons; empty where it is one.
   */
  public static String problemsOf(String text) {
    String problem = problemOf(text);
    return problem == null ? "" : problem;
  }

  /** The scope with its {@code @}, where there is one. */
  public Optional<String> scope() {
    return value.startsWith("@")
        ? Optional.of(value.substring(0, value.indexOf('/')))
        : Optional.empty();
  }

  /** The part after the scope. */
  public String withoutScope() {
    return value.startsWith("@") ? value.substring(value.indexOf('/') + 1) : value;
  }

  /** As it stands in a registry URL: {@code @scope%2fname}. */
  public String escaped() {
    return value.startsWith("@") ? value.replace("/", "%2f") : value;
  }

  @Override
  public int compareTo(PackageName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static @Nullable String problemOf(String name) {
    return PackageNameRules.problemOf(name);
  }
}
