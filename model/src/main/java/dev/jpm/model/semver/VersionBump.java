package dev.jpm.model.semver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that follows another, by node-semver's rules. */
public final class VersionBump {
  private static final Pattern IDENTIFIERS = Pattern.compile("[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*");
  private static final Pattern COERCED =
      Pattern.compile(
          "(?:^|\\D)(\\d{1,16})(?:\\.(\\d{1,16}))?(?:\\.(\\d{1,16}))?"
              + "(?:-((?:[0-9A-Za-z-]+)(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?(?:$|\\D)");

  private final String identifier;
  private long major;
  private long minor;
  private long patch;
  private List<String> prerelease;

  private VersionBump(Version from, String identifier) {
    this.identifier = identifier;
    this.major = from.major();
    this.minor = from.minor();
    this.patch = from.patch();
    this.prerelease = new ArrayList<>(from.prerelease());
  }

  /**
   * The next version of a kind: major, minor, patch, premajor, preminor, prepatch, prerelease,
   * release.
   *
   * @param identifier what prereleases are called, as {@code beta}; empty for numbers alone
   * @return empty where there is no such kind, or the identifier cannot be one
   */
  public static Optional<Version> next(Version from, String kind, String identifier) {
    boolean wrong = !identifier.isEmpty() && !IDENTIFIERS.matcher(identifier).matches();
    if (kind.startsWith("pre") && wrong) {
      return Optional.empty();
    }
    VersionBump bump = new VersionBump(from, identifier);
    return bump.apply(kind) ? Optional.of(bump.version()) : Optional.empty();
  }

  /** The version that can be read out of a text such as a tag; empty where there is none. */
  public static Optional<Version> coerced(String text) {
    Matcher matcher = COERCED.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String version = part(matcher, 1) + "." + part(matcher, 2) + "." + part(matcher, 3);
    String rest = matcher.group(4) == null ? "" : "-" + matcher.group(4);
    return Version.tryParseLoose(version + rest);
  }

  private static String part(Matcher matcher, int group) {
    return matcher.group(group) == null ? "0" : matcher.group(group);
  }

  private Version version() {
    String rest = prerelease.isEmpty() ? "" : "-" + String.join(".", prerelease);
    return Version.parseLoose(major + "." + minor + "." + patch + rest);
  }

  private boolean apply(String kind) {
    switch (kind) {
      case "major" -> toMajor(minor != 0 || patch != 0 || prerelease.isEmpty());
      case "minor" -> toMinor(patch != 0 || prerelease.isEmpty());
      case "patch" -> toPatch();
      case "premajor" -> {
        toMajor(true);
        toPrerelease();
      }
      case "preminor" -> {
        toMinor(true);
        toPrerelease();
      }
      case "prepatch" -> {
        prerelease = new ArrayList<>();
        toPatch();
        toPrerelease();
      }
      case "prerelease" -> {
        if (prerelease.isEmpty()) {
          toPatch();
        }
        toPrerelease();
      }
      case "pre" -> toPrerelease();
      case "release" -> {
        if (prerelease.isEmpty()) {
          return false;
        }
        prerelease = new ArrayList<>();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void toMajor(boolean further) {
    major += further ? 1 : 0;
    minor = 0;
    patch = 0;
    prerelease = new ArrayList<>();
  }

  private void toMinor(boolean further) {
    minor += further ? 1 : 0;
    patch = 0;
    prerelease = new ArrayList<>();
  }

  private void toPatch() {
    patch += prerelease.isEmpty() ? 1 : 0;
    prerelease = new ArrayList<>();
  }

  private void toPrerelease() {
    count();
    if (identifier.isEmpty()) {
      return;
    }
    List<String> names = List.of(identifier.split("\\.", -1));
    boolean named =
        prerelease.size() > names.size() && prerelease.subList(0, names.size()).equals(names);
    if (!named || !isNumber(prerelease.get(names.size()))) {
      prerelease = new ArrayList<>(List.of(identifier, "0"));
    }
  }

  /** The last number goes up by one; without one a zero is added. */
  private void count() {
    for (int i = prerelease.size() - 1; i >= 0; i--) {
      if (isNumber(prerelease.get(i))) {
        prerelease.set(i, Long.toString(Long.parseLong(prerelease.get(i)) + 1));
        return;
      }
    }
    prerelease.add("0");
  }

  private static boolean isNumber(String part) {
    return part.matches("\\d{1,15}");
  }
}
