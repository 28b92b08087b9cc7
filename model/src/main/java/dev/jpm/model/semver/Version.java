package dev.jpm.model.semver;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version with node-semver's answers. Build metadata is kept in {@link #raw()} but takes
 * no part in order or equality. Numbers go up to 2^53-1, as in JavaScript.
 */
public final class Version implements Comparable<Version> {
  /** The largest integer that JavaScript holds exactly; a larger part makes a version invalid. */
  static final long MAX_NUMBER = 9007199254740991L;

  private final String raw;
  private final String text;
  private final long major;
  private final long minor;
  private final long patch;
  private final Identifiers prerelease;

  /** {@code text} is null where it has to be put together from the parts. */
  Version(
      String raw,
      @Nullable String text,
      long major,
      long minor,
      long patch,
      Identifiers prerelease) {
    this.raw = raw;
    this.major = major;
    this.minor = minor;
    this.patch = patch;
    this.prerelease = prerelease;
    this.text = text == null ? format() : text;
  }

  /** A release without prerelease. */
  public static Version of(long major, long minor, long patch) {
    String text = major + "." + minor + "." + patch;
    return new Version(text, text, major, minor, patch, Identifiers.NONE);
  }

  /**
   * The version in {@code text}, read strictly: {@code 1.2.3}, {@code v1.2.3-beta.1+build}.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Version parse(String text) {
    return tryParse(text)
        .orElseThrow(() -> new IllegalArgumentException("Invalid Version: " + text));
  }

  public static Optional<Version> tryParse(String text) {
    return Optional.ofNullable(VersionParser.parse(text, false));
  }

  /**
   * As {@link #parse}, but also {@code =1.2.3}, {@code 1.2.3beta} and leading zeros: what npm
   * accepts nearly everywhere.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Version parseLoose(String text) {
    return tryParseLoose(text)
        .orElseThrow(() -> new IllegalArgumentException("Invalid Version: " + text));
  }

  public static Optional<Version> tryParseLoose(String text) {
    return Optional.ofNullable(VersionParser.parse(text, true));
  }

  /** node-semver's {@code clean} in loose mode: any {@code =} and {@code v} before it dropped. */
  public static Optional<Version> tryClean(String text) {
    String trimmed = Chars.trim(text);
    int at = 0;
    while (at < trimmed.length() && (trimmed.charAt(at) == '=' || trimmed.charAt(at) == 'v')) {
      at++;
    }
    return tryParseLoose(trimmed.substring(at));
  }

  /** As it was written. */
  public String raw() {
    return raw;
  }

  public long major() {
    return major;
  }

  public long minor() {
    return minor;
  }

  public long patch() {
    return patch;
  }

  public boolean isPrerelease() {
    return prerelease.size() > 0;
  }

  /** The identifiers after the hyphen; empty for a release. */
  public List<String> prerelease() {
    return prerelease.texts();
  }

  /** The lowest version above this one: the next patch, or the first prerelease below it. */
  Version next() {
    return prerelease.size() == 0
        ? of(major, minor, patch + 1)
        : new Version(text + ".0", text + ".0", major, minor, patch, prerelease.plusZero());
  }

  /** Whether the prerelease is just {@code 0}, the first that there can be. */
  boolean isFirstPrerelease() {
    return prerelease.size() == 1 && text.endsWith("-0");
  }

  boolean hasSameNumbers(Version other) {
    return major == other.major && minor == other.minor && patch == other.patch;
  }

  @Override
  public int compareTo(Version other) {
    if (major != other.major) {
      return major < other.major ? -1 : 1;
    }
    if (minor != other.minor) {
      return minor < other.minor ? -1 : 1;
    }
    if (patch != other.patch) {
      return patch < other.patch ? -1 : 1;
    }
    return prerelease.compareTo(other.prerelease);
  }

  public boolean isNewerThan(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Version that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The normal form: no leading {@code v}, no build metadata. */
  @Override
  public String toString() {
    return text;
  }

  private String format() {
    String main = major + "." + minor + "." + patch;
    return prerelease.size() == 0 ? main : main + "-" + prerelease.joined();
  }
}
