package dev.jpm.lockfile.foreign;

import dev.jpm.model.Integrity;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Yarn 1's lockfile: blocks of lines, a block's first line the descriptors that it is for, the
 * others a key and a value, quoted as JSON where need be. What a block says of its own dependencies
 * is not needed.
 */
final class YarnClassicLock {
  private final String path;
  private final ForeignLock.Builder choices = new ForeignLock.Builder().readsResolutions();
  private List<String> descriptors = List.of();
  private final Map<String, String> values = new HashMap<>();

  private YarnClassicLock(String path) {
    this.path = path;
  }

  static ForeignLock read(String text, String path) {
    YarnClassicLock lock = new YarnClassicLock(path);
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      lock.line(line, ++number);
    }
    lock.endBlock();
    return lock.choices.build();
  }

  private void line(String line, int number) {
    if (line.startsWith("#")) {
      return;
    }
    if (line.isBlank()) {
      endBlock();
      return;
    }
    int indent = line.length() - line.stripLeading().length();
    String content = line.strip();
    if (indent == 0) {
      if (!content.endsWith(":")) {
        throw wrong(number);
      }
      endBlock();
      descriptors = words(content.substring(0, content.length() - 1), number);
    } else if (descriptors.isEmpty()) {
      throw wrong(number);
    } else if (indent == 2 && !content.endsWith(":")) {
      List<String> words = words(content, number);
      if (words.size() != 2) {
        throw wrong(number);
      }
      values.put(words.getFirst(), words.getLast());
    }
  }

  private void endBlock() {
    String version = values.get("version");
    if (version != null) {
      for (String descriptor : descriptors) {
        NameAndRest.of(descriptor).ifPresent(dependency -> add(dependency, version));
      }
    }
    descriptors = List.of();
    values.clear();
  }

  private void add(NameAndRest dependency, String version) {
    String url = withoutDigest(values.getOrDefault("resolved", ""));
    if (!isRegistrySpec(dependency.rest())) {
      if (!url.isEmpty()) { // A folder has none, and package.json says all of it.
        choices.descriptor(dependency, new Choice(dependency.name(), version, url, integrity()));
      }
      return;
    }
    Choice named = Choice.ofRegistry(targetOf(dependency), version, integrity());
    Choice located =
        RegistryTarball.of(url)
            .map(tarball -> Choice.ofRegistry(tarball.name(), tarball.version(), integrity()))
            .orElseGet(() -> new Choice(dependency.name(), version, url, integrity()));
    choices.descriptor(dependency, url.isEmpty() ? named : located);
  }

  private @Nullable Integrity integrity() {
    return Integrity.tryParse(values.getOrDefault("integrity", "")).orElse(null);
  }

  private static String targetOf(NameAndRest dependency) {
    String alias = dependency.rest();
    return alias.startsWith("npm:")
        ? NameAndRest.of(alias.substring(4)).map(NameAndRest::name).orElse(alias.substring(4))
        : dependency.name();
  }

  private static boolean isRegistrySpec(String spec) {
    return spec.startsWith("npm:") || (spec.indexOf(':') < 0 && spec.indexOf('/') < 0);
  }

  /** Tarballs have their SHA-1 after a hash sign; repositories a commit, which belongs to them. */
  private static String withoutDigest(String url) {
    int hash = url.indexOf('#');
    boolean repository = url.startsWith("git") || url.contains(".git#");
    return hash < 0 || repository ? url : url.substring(0, hash);
  }

  /** The words of a line, between commas or spaces; in quotes as JSON has them. */
  private List<String> words(String line, int number) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (line.charAt(at) == ' ' || line.charAt(at) == ',') {
        at++;
        continue;
      }
      int end = line.charAt(at) == '"' ? quoteEnd(line, at) : bareEnd(line, at);
      String word = line.substring(at, end);
      words.add(word.startsWith("\"") ? unquoted(word, number) : word);
      at = end;
    }
    return words;
  }

  private static int bareEnd(String line, int start) {
    int end = start;
    while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != ',') {
      end++;
    }
    return end;
  }

  private static int quoteEnd(String line, int start) {
    int end = start + 1;
    while (end < line.length() && line.charAt(end) != '"') {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, line.length());
  }

  private String unquoted(String word, int number) {
    try {
      return JsonText.parse(word, path).asString();
    } catch (JpmException e) {
      throw wrong(number);
    }
  }

  private JpmException wrong(int line) {
    return ForeignLockfile.bad(path, OptionalInt.of(line), "not a line of yarn.lock");
  }
}
