package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.audit.Rule;
import dev.jpm.audit.change.ChangeRules;
import dev.jpm.audit.lock.LockAudit;
import dev.jpm.audit.policy.PolicyRules;
import dev.jpm.audit.signature.SignatureRules;
import dev.jpm.cli.CommandTable;
import dev.jpm.config.Option;
import dev.jpm.config.OptionTable;
import dev.jpm.config.OptionValue;
import dev.jpm.model.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say for people is what the program does, wherever that can be looked up. */
class DocumentationTest {
  private static final Pattern INLINE_CODE = Pattern.compile("`([^`]+)`");
  private static final Path ROOT = Path.of("..");

  /** What docs/configuration.md tells of, in its order. */
  private static final List<String> TOLD =
      List.of(
          "registry",
          "cache",
          "prefix",
          "omit",
          "include",
          "package-lock",
          "package-lock-only",
          "lockfile-version",
          "omit-lockfile-registry-resolved",
          "replace-registry-host",
          "save",
          "save-exact",
          "save-prefix",
          "install-strategy",
          "install-links",
          "legacy-peer-deps",
          "strict-peer-deps",
          "prefer-dedupe",
          "engine-strict",
          "force",
          "before",
          "min-release-age",
          "min-release-age-exclude",
          "os",
          "cpu",
          "libc",
          "ignore-scripts",
          "strict-allow-scripts",
          "allow-git",
          "allow-remote",
          "allow-file",
          "allow-directory",
          "script-shell",
          "shell-emulator",
          "side-effects-cache",
          "script-sandbox",
          "runtime",
          "offline",
          "prefer-offline",
          "prefer-online",
          "https-proxy",
          "proxy",
          "noproxy",
          "fetch-closure",
          "maven-proxies",
          "cafile",
          "strict-ssl",
          "fetch-retries",
          "fetch-timeout",
          "maxsockets",
          "loglevel",
          "json",
          "workspace",
          "workspaces");

  @Test
  void theTableOfSettingsIsTheProgramsOwn() {
    List<String> lines = new ArrayList<>(List.of("| setting | default | |", "| --- | --- | --- |"));
    TOLD.stream().map(OptionTable::get).map(DocumentationTest::row).forEach(lines::add);

    assertThat(between(read("docs/configuration.md"), "settings")).isEqualTo(lines);
  }

  @Test
  void theTableOfRulesIsTheProgramsOwn() {
    List<String> lines = new ArrayList<>(List.of("| rule | severity | |", "| --- | --- | --- |"));
    List<String> registry = new ArrayList<>(lines);
    List<String> policy = new ArrayList<>(lines);
    LockAudit.rules().stream().map(DocumentationTest::row).forEach(lines::add);
    LockAudit.registryRules().stream().map(DocumentationTest::row).forEach(registry::add);
    List<String> change = new ArrayList<>(lines.subList(0, 2));
    ChangeRules.all().stream().map(DocumentationTest::row).forEach(change::add);
    PolicyRules.all().stream().map(DocumentationTest::row).forEach(policy::add);

    String page = read("docs/audit.md");
    assertThat(between(page, "rules")).isEqualTo(lines);
    assertThat(between(page, "registry rules")).isEqualTo(registry);
    assertThat(between(page, "change rules")).isEqualTo(change);
    assertThat(between(page, "policy rules")).isEqualTo(policy);
    List<String> signature = new ArrayList<>(lines.subList(0, 2));
    SignatureRules.all().stream().map(DocumentationTest::row).forEach(signature::add);
    assertThat(between(page, "signature rules")).isEqualTo(signature);
  }

  private static String row(Rule rule) {
    return "| `%s` | %s | %s |".formatted(rule.id(), rule.severity().word(), rule.title());
  }

  @Test
  void everyErrorCodeIsExplainedOnce() {
    List<String> explained =
        read("docs/errors.md")
            .lines()
            .filter(line -> line.matches("\\| [A-Z][A-Z0-9].*"))
            .flatMap(line -> Arrays.stream(line.split("\\|", -1)[1].split(",", -1)))
            .map(String::strip)
            .toList();

    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList());
  }

  @Test
  void theListOfMissingCommandsIsTheProgramsOwn() {
    assertThat(between(read("docs/npm-compat.md"), "commands"))
        .containsExactly(String.join(", ", CommandTable.missing()));
  }

  @Test
  void everyCommandAndFlagThatIsShownExists() throws IOException {
    for (Path page : pages()) {
      for (List<String> words : commandsIn(Files.readString(page))) {
        String command = words.get(1);
        assertThat(command.startsWith("-") || CommandTable.find(command).isPresent())
            .as("%s says: %s", page, String.join(" ", words))
            .isTrue();
        assertThat(words.subList(1, words.size()))
            .as("%s says: %s", page, String.join(" ", words))
            .allSatisfy(word -> assertThat(isUnknownFlag(word)).isFalse());
      }
    }
  }

  @Test
  void everyLinkToAFileLeadsSomewhere() throws IOException {
    Pattern link = Pattern.compile("\\]\\((?![a-z]+:)([^)#]+)(?:#[^)]*)?\\)");
    for (Path page : pages()) {
      Matcher matcher = link.matcher(Files.readString(page));
      while (matcher.find()) {
        Path target = page.resolveSibling(matcher.group(1)).normalize();
        assertThat(target).as("a link of %s", page).exists();
      }
    }
  }

  private static String row(Option option) {
    boolean manyWords = option.choices().size() > 1;
    String choices = manyWords ? " (" + String.join(", ", option.choices()) + ")" : "";
    return "| `%s` | %s | %s%s |"
        .formatted(option.name(), byDefault(option), option.description(), choices);
  }

  /** What depends on the machine or is nothing has an empty cell. */
  private static String byDefault(Option option) {
    return switch (option.defaultValue()) {
      case OptionValue.Many _, OptionValue.Nothing _ -> "";
      case OptionValue value when value.shown("").isEmpty() -> "";
      case OptionValue value -> "`" + value.shown("") + "`";
    };
  }

  /** Commands in code, each as its words: to two dashes, a comment or the end. */
  private static List<List<String>> commandsIn(String markdown) {
    List<String> commands = new ArrayList<>();
    boolean inBlock = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        inBlock = !inBlock;
      } else if (inBlock) {
        commands.add(line);
      } else {
        INLINE_CODE.matcher(line).results().map(code -> code.group(1)).forEach(commands::add);
      }
    }
    return commands.stream()
        .filter(line -> line.startsWith("jpm ") && !line.startsWith("jpm error"))
        .map(line -> line.replaceFirst("(\\s#| -- | \\| |, |;).*", ""))
        .map(line -> List.of(line.strip().split("\\s+", -1)))
        .filter(words -> words.size() > 1 && !words.get(1).startsWith("<"))
        .toList();
  }

  private static boolean isUnknownFlag(String word) {
    if (!word.startsWith("-")) {
      return false;
    }
    String name = word.replaceFirst("^-+", "").replaceFirst("=.*", "").replaceFirst("^no-", "");
    return OptionTable.find(name) == null && !OptionTable.shortForms().containsKey(name);
  }

  private static List<String> between(String page, String mark) {
    List<String> lines = page.lines().toList();
    int begin = 0;
    while (!lines.get(begin).startsWith("<!-- " + mark)) {
      begin++;
    }
    int end = begin;
    while (!lines.get(end).equals("<!-- end -->")) {
      end++;
    }
    return lines.subList(begin + 1, end).stream().filter(line -> !line.isEmpty()).toList();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(docs.filter(Files::isRegularFile).sorted().toList());
      for (String name : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
        pages.add(ROOT.resolve(name));
      }
      return pages;
    }
  }

  private static String read(String page) {
    try {
      return Files.readString(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
