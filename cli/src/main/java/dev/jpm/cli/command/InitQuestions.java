package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Settings;
import dev.jpm.model.semver.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a new package.json: npm's order, npm's guesses from what lies in the folder. */
final class InitQuestions {
  private static final String NO_TEST = "echo \"Error: no test specified\" && exit 1";

  private final Settings settings;
  private final InitFolder folder;
  private final Map<String, @Nullable Object> content;
  private final InitPrompts prompts;
  private final String basename;
  private final Path cwd;

  InitQuestions(
      Invocation call, Path folder, Map<String, @Nullable Object> content, InitPrompts prompts) {
    this.settings = call.settings();
    this.folder = new InitFolder(folder);
    this.content = content;
    this.prompts = prompts;
    this.cwd = call.session().cwd();
    Path name = folder.getFileName();
    this.basename = name == null ? "" : name.toString();
  }

  /** Asks for everything; false where the input ended early. */
  boolean askAll() throws IOException {
    askIdentity();
    askFiles();
    askRest();
    return !prompts.ended();
  }

  private void askIdentity() throws IOException {
    String name = prompts.ask("package name", suggestedName());
    while (!isPublishable(name) && !prompts.silent() && !prompts.ended()) {
      prompts.refuse("Sorry, a name is lower-case and has no blanks: " + name);
      name = prompts.ask("package name", suggestedName());
    }
    content.put("name", name);
    String suggested = validVersion(content.get("version")).orElse(own("version", "1.0.0"));
    String version = prompts.ask("version", suggested);
    while (Version.tryParse(version).isEmpty() && !prompts.ended()) {
      prompts.refuse("Invalid version: \"" + version + "\"");
      version = prompts.ask("version", suggested);
    }
    content.put("version", version);
    if (isMissing("description")) {
      content.put("description", prompts.ask("description", folder.readmeSentence()));
    }
  }

  private static Optional<String> validVersion(@Nullable Object value) {
    return value instanceof String text && Version.tryParse(text).isPresent()
        ? Optional.of(text)
        : Optional.empty();
  }

  private static boolean isPublishable(String name) {
    return name.matches("(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*")
        && name.length() <= 214;
  }

  private String suggestedName() {
    String raw = content.get("name") instanceof String given ? given : basename;
    String name =
        raw.replaceAll("^node-|[.-]js$", "").replaceAll("\\s+", "-").toLowerCase(Locale.ROOT);
    String scope = settings.text("scope");
    if (scope.isEmpty()) {
      return name;
    }
    return (scope.startsWith("@") ? scope : "@" + scope)
        + "/"
        + name.substring(name.indexOf('/') + 1);
  }

  private void askFiles() throws IOException {
    if (isMissing("main")) {
      content.put("main", prompts.ask("entry point", folder.main(basename)));
    }
    if (isMissing("bin")) {
      Optional<String> bin = folder.bin();
      String name = String.valueOf(content.get("name"));
      bin.ifPresent(
          file -> content.put("bin", Map.of(name.substring(name.indexOf('/') + 1), file)));
    }
    Map<String, String> directories = folder.directories();
    if (!directories.isEmpty()) {
      content.put("directories", directories);
    }
    askDependencies();
    if (isMissing("scripts")) {
      Map<String, String> scripts = new LinkedHashMap<>();
      String test = prompts.ask("test command", folder.testCommand().orElse(""));
      scripts.put("test", test.isEmpty() ? NO_TEST : test);
      if (folder.has("server.js")) {
        scripts.put("start", "node server.js");
      }
      content.put("scripts", scripts);
    }
  }

  /** What lies in node_modules is taken for what the package needs. */
  private void askDependencies() throws IOException {
    boolean known = !isMissing("dependencies");
    boolean knownDev = !isMissing("devDependencies");
    if (!known) {
      Map<String, String> found = folder.installed(cwd, false, names("devDependencies"), prefix());
      if (!found.isEmpty()) {
        content.put("dependencies", found);
      }
    }
    if (!knownDev && folder.hasNodeModules(cwd)) {
      Set<String> others = known ? names("dependencies") : Set.of();
      content.put("devDependencies", folder.installed(cwd, true, others, prefix()));
    }
  }

  private String prefix() {
    return settings.flag("save-exact") ? "" : settings.text("save-prefix");
  }

  private Set<String> names(String section) {
    return content.get(section) instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).collect(Collectors.toSet())
        : Set.of();
  }

  private void askRest() throws IOException {
    if (isMissing("repository")) {
      String url = prompts.ask("git repository", folder.gitRemote().orElse(""));
      if (!url.isEmpty()) {
        content.put("repository", repository(url));
      }
    }
    if (isMissing("keywords")) {
      String words = prompts.ask("keywords", "").strip();
      content.put(
          "keywords", words.isEmpty() ? List.of() : Arrays.asList(words.split("[\\s,]+", -1)));
    }
    if (isMissing("author")) {
      content.put("author", prompts.ask("author", author()));
    }
    String license = content.get("license") instanceof String given ? given : own("license", "ISC");
    content.put("license", prompts.ask("license", license));
    String type = content.get("type") instanceof String given ? given : own("type", "commonjs");
    content.put("type", prompts.ask("type", type));
    if (isMissing("private") && !settings.isDefault("init-private")) {
      content.put("private", settings.flag("init-private"));
    }
  }

  private static Map<String, String> repository(String url) {
    Map<String, String> repository = new LinkedHashMap<>();
    repository.put("type", "git");
    repository.put("url", url);
    return repository;
  }

  private String author() {
    String name = own("author-name", "");
    String email = own("author-email", "");
    String url = own("author-url", "");
    if (name.isEmpty()) {
      return "";
    }
    return name
        + (email.isEmpty() ? "" : " <" + email + ">")
        + (url.isEmpty() ? "" : " (" + url + ")");
  }

  /** The value of {@code init-<key>}, or of its old spelling where that is set. */
  private String own(String key, String fallback) {
    String old = "init." + key.replace('-', '.');
    String value = settings.isDefault(old) ? settings.text("init-" + key) : settings.text(old);
    return value.isEmpty() ? fallback : value;
  }

  private boolean isMissing(String field) {
    Object value = content.get(field);
    return value == null || value.equals("");
  }
}
