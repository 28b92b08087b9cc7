package dev.jpm.pack;

import dev.jpm.model.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a package.json says about which files are published: {@code files} in place of ignore files,
 * and what is always in or out.
 *
 * @param files rules from the field {@code files}; null where there is none
 * @param strict rules that no ignore file overrules
 * @param required files that {@code files} names one by one
 */
record PackRules(@Nullable List<IgnoreRule> files, List<IgnoreRule> strict, List<String> required) {
  /** What is left out unless somebody says otherwise. */
  static final List<IgnoreRule> DEFAULTS =
      rules(
          List.of(
              ".npmignore",
              ".gitignore",
              "**/.git",
              "**/.svn",
              "**/.hg",
              "**/CVS",
              "**/.git/**",
              "**/.svn/**",
              "**/.hg/**",
              "**/CVS/**",
              "/.lock-wscript",
              "/.wafpickle-*",
              "/build/config.gypi",
              "npm-debug.log",
              "**/.npmrc",
              ".*.swp",
              ".DS_Store",
              "**/.DS_Store/**",
              "._*",
              "**/._*/**",
              "*.orig",
              "/archived-packages/**"));

  /** What a folder without a package.json says. */
  static final PackRules NONE = new PackRules(null, List.of(), List.of());

  private static final List<String> ALWAYS =
      List.of(
          "/.git",
          "!/package.json",
          "!/readme{,.*[^~$]}",
          "!/copying{,.*[^~$]}",
          "!/license{,.*[^~$]}",
          "!/licence{,.*[^~$]}",
          "/.git",
          "/node_modules",
          ".npmrc",
          "/package-lock.json",
          "/yarn.lock",
          "/pnpm-lock.yaml",
          "/bun.lockb");

  /** What lies at a path of the package. */
  enum Kind {
    FILE,
    FOLDER,
    OTHER,
    NOTHING
  }

  /**
   * Reads a package.json.
   *
   * @param kinds tells what lies at a path below the package
   */
  static PackRules of(Manifest manifest, Function<String, Kind> kinds) {
    List<String> strict = new ArrayList<>(ALWAYS);
    List<String> required = new ArrayList<>();
    List<String> listed = null;
    JsonNode files = manifest.field("files");
    if (files != null && files.isArray()) {
      listed = new ArrayList<>(List.of("*"));
      for (JsonNode file : files) {
        add(file.asString(""), listed, strict, required, kinds);
      }
    }
    addText(strict, manifest.field("browser"));
    addText(strict, manifest.field("main"));
    for (String bin : bins(manifest)) {
      strict.add("!/" + bin);
    }
    return new PackRules(listed == null ? null : rules(listed), rules(strict), required);
  }

  /** Rules for a folder that is no package of its own. */
  static List<IgnoreRule> below(List<String> required) {
    List<String> strict = new ArrayList<>(List.of("/.git"));
    required.forEach(file -> strict.add("!" + file));
    return rules(strict);
  }

  /** Those of {@code required} that lie right in {@code folder}, relative to it. */
  static List<String> requiredIn(Collection<String> required, String folder) {
    List<String> inside = new ArrayList<>();
    for (String file : required) {
      String rest = file.startsWith(folder + "/") ? file.substring(folder.length() + 1) : "";
      if (!rest.isEmpty() && rest.indexOf('/') < 0) {
        inside.add(rest);
      }
    }
    return inside;
  }

  private static void add(
      String entry,
      List<String> listed,
      List<String> strict,
      List<String> required,
      Function<String, Kind> kinds) {
    String file = entry.startsWith("./") ? entry.substring(1) : entry;
    file = file.endsWith("/*") ? file + "*" : file;
    String inverse = "!" + file;
    switch (kinds.apply(file.replaceFirst("^!+", ""))) {
      case FILE -> {
        strict.addFirst(inverse);
        required.add(file.startsWith("/") ? file.substring(1) : file);
      }
      case FOLDER -> {
        listed.add(inverse);
        listed.add(inverse + "/**");
      }
      case NOTHING -> listed.add(inverse);
      case OTHER -> {}
    }
  }

  private static void addText(List<String> strict, @Nullable JsonNode field) {
    if (field != null && field.isString() && !field.stringValue().isEmpty()) {
      strict.add("!/" + field.stringValue());
    }
  }

  private static Collection<String> bins(Manifest manifest) {
    return Map.copyOf(manifest.texts("bin")).values();
  }

  private static List<IgnoreRule> rules(List<String> lines) {
    return IgnoreRule.read(String.join("\n", lines));
  }
}
