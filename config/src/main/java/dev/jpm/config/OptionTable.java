package dev.jpm.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every setting once: npm 11's and jpm's own. Flags, {@code npm_config_*} variables, {@code .npmrc}
 * keys, help and completion are all read from here.
 */
public final class OptionTable {
  private static final SequencedMap<String, Option> BY_NAME = byName();
  private static final Map<String, List<String>> SHORTHANDS = shorthands();

  /** Settings that only mean something for one registry: {@code //host/path/:_authToken}. */
  public static final Set<String> PER_REGISTRY =
      Set.of("_auth", "_authToken", "_password", "certfile", "email", "keyfile", "username");

  private OptionTable() {}

  /** All settings, in the table's order. */
  public static Collection<Option> all() {
    return BY_NAME.values();
  }

  /** The setting of that name, or null where npm has none either. */
  public static @Nullable Option find(String name) {
    return BY_NAME.get(name);
  }

  /**
   * The setting of that name, which must exist.
   *
   * @throws IllegalArgumentException where it does not: a mistake in our own code
   */
  public static Option get(String name) {
    Option option = BY_NAME.get(name);
    if (option == null) {
      throw new IllegalArgumentException("no setting is called " + name);
    }
    return option;
  }

  /**
   * Flags that stand for other words on the command line, by name without dashes: {@code D} for
   * {@code --save-dev}, {@code d} for {@code --loglevel info}.
   */
  public static Map<String, List<String>> shortForms() {
    return SHORTHANDS;
  }

  /** Whether a setting is one that only says whom to trust. */
  public static boolean isOfTrust(String name) {
    return TrustOptions.ALL.stream().anyMatch(option -> option.name().equals(name));
  }

  private static SequencedMap<String, Option> byName() {
    SequencedMap<String, Option> found = new LinkedHashMap<>(512);
    Stream.of(
            InstallOptions.ALL,
            ProjectOptions.ALL,
            ScriptOptions.ALL,
            NetworkOptions.ALL,
            OutputOptions.ALL,
            AuthOptions.ALL,
            PublishOptions.ALL,
            TrustOptions.ALL,
            OwnOptions.ALL)
        .flatMap(List::stream)
        .forEach(option -> {
          if (found.put(option.name(), option) != null) {
            throw new IllegalStateException(option.name() + " stands twice in the table");
          }
        });
    return Collections.unmodifiableSequencedMap(found);
  }

  private static Map<String, List<String>> shorthands() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    words.put("enjoy-by", List.of("--before"));
    words.put("d", List.of("--loglevel", "info"));
    words.put("dd", List.of("--loglevel", "verbose"));
    words.put("ddd", List.of("--loglevel", "silly"));
    words.put("quiet", List.of("--loglevel", "warn"));
    words.put("q", List.of("--loglevel", "warn"));
    words.put("s", List.of("--loglevel", "silent"));
    words.put("silent", List.of("--loglevel", "silent"));
    words.put("verbose", List.of("--loglevel", "verbose"));
    words.put("desc", List.of("--description"));
    words.put("help", List.of("--usage"));
    words.put("local", List.of("--no-global"));
    words.put("n", List.of("--no-yes"));
    words.put("no", List.of("--no-yes"));
    words.put("porcelain", List.of("--parseable"));
    words.put("readonly", List.of("--read-only"));
    words.put("reg", List.of("--registry"));
    words.put("iwr", List.of("--include-workspace-root"));
    words.put("ws", List.of("--workspaces"));
    for (Option option : BY_NAME.values()) {
      for (String letter : option.shorts()) {
        words.put(letter, List.of("--" + option.name()));
      }
    }
    return Collections.unmodifiableMap(words);
  }
}
