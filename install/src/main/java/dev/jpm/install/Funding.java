package dev.jpm.install;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which packages look for funding, as npm counts them. Pure. */
final class Funding {
  private Funding() {}

  /** How many packages of {@code tree}, each name and version once and the root not at all. */
  static int count(Tree tree) {
    Set<String> seen = new HashSet<>();
    int count = 0;
    for (var node : tree.nodes().values()) {
      if (node instanceof PackageNode here && !here.location().isRoot()) {
        Manifest manifest = here.manifest();
        boolean first = seen.add(here.packageName() + "@" + manifest.version());
        if (first && leadsSomewhere(manifest.field("funding"))) {
          count++;
        }
      }
    }
    return count;
  }

  /** Whether the field is a web address, an object with one, or a list of only such. */
  private static boolean leadsSomewhere(@Nullable JsonNode funding) {
    if (funding == null) {
      return false;
    }
    if (funding.isArray()) {
      for (JsonNode one : funding) {
        if (one.isArray() || !leadsSomewhere(one)) {
          return false;
        }
      }
      return true;
    }
    return isWebAddress((funding.isObject() ? funding.path("url") : funding).asString(""));
  }

  private static boolean isWebAddress(String text) {
    try {
      URI url = new URI(text.strip());
      return url.getHost() != null && (isScheme(url, "https") || isScheme(url, "http"));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isScheme(URI url, String scheme) {
    return scheme.equalsIgnoreCase(url.getScheme());
  }
}
