package dev.jpm.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.model.json.JsonText;
import java.net.URLDecoder;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The packages of a registry that a lockfile names, as {@code name@version}. */
final class LockedVersions {
  private static final Pattern YARN_CLASSIC =
      Pattern.compile(
          "resolved \"https?://[^/]+/(?<name>(?:@[^/]+/)?(?<last>[^/@]+))/-/"
              + "\\k<last>-(?<version>\\d[^/]*)\\.tgz");
  private static final Pattern YARN_BERRY =
      Pattern.compile("resolution: \"(?<name>@?[^@\"]+)@npm:(?<version>[^\":]+)\"");
  private static final Pattern PNPM =
      Pattern.compile(
          "(?m)^ {2}'?/?(?<name>@?[^@'\\s]+)@(?<version>\\d[^:(']*)'?(?:\\([^:]*)?:\\s*\\n {4}resolution");
  private static final Pattern BUN =
      Pattern.compile("\\[\"(?<name>@?[^@\"]+)@(?<version>\\d[^\"]*)\"");

  private LockedVersions() {}

  /** Those of a lockfile of Yarn, pnpm or Bun, found without jpm's readers. */
  static Set<String> ofOthers(String file, String text) {
    Pattern form =
        switch (file) {
          case "pnpm-lock.yaml" -> PNPM;
          case "bun.lock" -> BUN;
          default -> text.contains("\n__metadata:") ? YARN_BERRY : YARN_CLASSIC;
        };
    return form.matcher(text)
        .results()
        .map(match -> match.group("name") + "@" + match.group("version"))
        .map(id -> id.contains("%2f") ? URLDecoder.decode(id, UTF_8) : id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of a package-lock.json; not what packages bring in their tarballs. */
  static Set<String> ofNpm(String text) {
    Set<String> ids = new TreeSet<>();
    JsonText.parse(text, "package-lock.json")
        .path("packages")
        .forEachEntry((place, entry) -> {
          int at = place.lastIndexOf("node_modules/");
          boolean chosen = !entry.has("link") && !entry.has("inBundle");
          if (at >= 0 && chosen) {
            String name = place.substring(at + "node_modules/".length());
            ids.add(entry.path("name").asString(name) + "@" + entry.path("version").asString());
          }
        });
    return ids;
  }
}
