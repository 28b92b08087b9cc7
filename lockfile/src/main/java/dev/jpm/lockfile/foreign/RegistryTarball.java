package dev.jpm.lockfile.foreign;

import dev.jpm.model.semver.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The package that a registry's tarball URL is of: {@code https://host/path/name/-/name-1.2.3.tgz}.
 * Every registry keeps to this form, so that the host says nothing.
 */
record RegistryTarball(String name, String version) {
  private static final Pattern URL =
      Pattern.compile(
          "https?://.+?/(?:((?:@|%40)[^/%]+)(?:/|%2[fF]))?([^/]+)/-/(?:@[^/]+/)?([^/]+)\\.tgz");

  static Optional<RegistryTarball> of(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scope = matcher.group(1) == null ? "" : matcher.group(1).replace("%40", "@") + "/";
    String bare = matcher.group(2);
    String file = matcher.group(3);
    if (!file.startsWith(bare + "-")) {
      return Optional.empty();
    }
    String version = file.substring(bare.length() + 1);
    return Version.tryParse(version).isPresent()
        ? Optional.of(new RegistryTarball(scope + bare, version))
        : Optional.empty();
  }
}
