package dev.jpm.cli.query;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.cli.command.JsonValues;
import dev.jpm.resolver.graph.GraphNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What is known against the packages of a tree; asked once, when a selector wants it. */
final class KnownVulnerabilities {
  private final AdvisorySource source;
  private @Nullable List<Advisory> known;

  KnownVulnerabilities(AdvisorySource source) {
    this.source = source;
  }

  /**
   * Whether something is known against {@code item} that meets one of {@code wishes}, or anything
   * where there are none; noted in its context.
   *
   * @param all the items of the first question, as npm asks about those
   */
  boolean concern(Item item, List<VulnerabilityTest> wishes, List<Item> all) {
    GraphNode node = item.node();
    if (node == null || node.versionText().isEmpty()) {
      return false;
    }
    List<Object> found = new ArrayList<>();
    for (Advisory advisory : known(all)) {
      if (advisory.name().equals(node.name())
          && advisory.concerns(node.versionText())
          && (wishes.isEmpty() || wishes.stream().anyMatch(wish -> wish.fits(advisory)))) {
        found.add(Objects.requireNonNull(JsonValues.plain(advisory.ofBulkAnswer())));
      }
    }
    if (!found.isEmpty()) {
      item.context().put("advisories", found);
    }
    return !found.isEmpty();
  }

  private List<Advisory> known(List<Item> all) {
    List<Advisory> here = known;
    if (here == null) {
      here = source.advisories(versions(all));
      known = here;
    }
    return here;
  }

  private static SequencedMap<String, List<String>> versions(List<Item> items) {
    SequencedMap<String, List<String>> versions = new LinkedHashMap<>();
    for (Item item : items) {
      GraphNode node = item.node();
      if (node != null
          && !node.isProjectRoot()
          && !node.versionText().isEmpty()
          && !AttributeTest.isTruthy(item.manifest().get("private"))) {
        List<String> own = versions.computeIfAbsent(node.name(), _ -> new ArrayList<>());
        if (!own.contains(node.versionText())) {
          own.add(node.versionText());
        }
      }
    }
    return versions;
  }
}
