package dev.jpm.audit.lock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Packages that everybody knows, and that others therefore like to be taken for. */
final class KnownNames {
  private static final Set<String> NAMES = read();
  private static final Map<String, String> BY_SKELETON = bySkeleton();

  private KnownNames() {}

  /** The package that {@code name} can be taken for; null where there is none. */
  static @Nullable String lookedLikeBy(String name) {
    String plain = name.startsWith("@") ? "" : name;
    if (plain.isEmpty() || NAMES.contains(plain)) {
      return null;
    }
    return BY_SKELETON.get(Skeleton.of(plain));
  }

  private static Set<String> read() {
    try (InputStream in = KnownNames.class.getResourceAsStream("known-names.txt")) {
      if (in == null) {
        throw new IllegalStateException("built without the resource known-names.txt");
      }
      Set<String> names = new TreeSet<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(names::add);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> bySkeleton() {
    Map<String, String> names = new LinkedHashMap<>();
    NAMES.forEach(name -> names.putIfAbsent(Skeleton.of(name), name));
    return names;
  }
}
