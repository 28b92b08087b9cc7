package dev.jpm.audit.licence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The licences and exceptions on SPDX's list, those included that it advises against. */
final class SpdxNames {
  private static final Set<String> LICENCES = read("licences.txt");
  private static final Set<String> EXCEPTIONS = read("exceptions.txt");

  private SpdxNames() {}

  static boolean isLicence(String name) {
    return LICENCES.contains(name);
  }

  static boolean isException(String name) {
    return EXCEPTIONS.contains(name);
  }

  private static Set<String> read(String file) {
    try (InputStream in = SpdxNames.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("built without the resource " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
