package dev.jpm.cli.tree;

import dev.jpm.cli.terminal.Palette;
import dev.jpm.cli.tree.FundingTree.Funded;
import dev.jpm.cli.tree.FundingTree.Result;
import dev.jpm.cli.tree.TreeDrawing.Branch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of {@code fund}: a tree of pages with the packages that name them, or JSON. */
public final class FundingLines {
  private final Palette colors;
  private final boolean unicode;
  private final Map<String, List<String>> packagesByPage = new LinkedHashMap<>();

  public FundingLines(Palette colors, boolean unicode) {
    this.colors = colors;
    this.unicode = unicode;
  }

  /** A page is drawn where it is met first, with every package that names it. */
  public String text(Result result) {
    Pending root = pending(result.root());
    return TreeDrawing.of(branch(root), unicode);
  }

  /** What is drawn once every package is known; {@code page} is empty for a name alone. */
  private record Pending(String page, String name, List<Pending> below) {}

  private Pending pending(Funded funded) {
    String name = funded.name() + (funded.version().isEmpty() ? "" : "@" + funded.version());
    List<Funding> ways = Funding.of(funded.funding());
    String page = ways.isEmpty() ? "" : ways.getFirst().url();
    boolean known = packagesByPage.containsKey(page);
    if (!page.isEmpty()) {
      packagesByPage.computeIfAbsent(page, _ -> new ArrayList<>()).add(name);
    }
    List<Pending> below = new ArrayList<>();
    for (Funded dependency : funded.dependencies().values()) {
      below.add(pending(dependency));
    }
    below.removeIf(each -> each.page().equals("(known)"));
    return known ? new Pending("(known)", name, List.of()) : new Pending(page, name, below);
  }

  private Branch branch(Pending pending) {
    List<Branch> below = pending.below().stream().map(this::branch).toList();
    if (pending.page().isEmpty()) {
      return new Branch(pending.name(), below);
    }
    String names =
        String.join(colors.dim(",") + " ", packagesByPage.getOrDefault(pending.page(), List.of()));
    Branch label = new Branch(colors.blue(pending.page()), List.of(new Branch(names, List.of())));
    return new Branch(TreeDrawing.of(label, unicode).strip(), below);
  }

  public Map<String, Object> json(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("length", result.count());
    json.put("name", result.root().name());
    addTo(json, result.root());
    json.putIfAbsent("dependencies", Map.of());
    return json;
  }

  private void addTo(Map<String, Object> json, Funded funded) {
    if (!funded.version().isEmpty()) {
      json.put("version", funded.version());
    }
    if (funded.funding() != null) {
      json.put("funding", Funding.shown(funded.funding()));
    }
    if (!funded.dependencies().isEmpty()) {
      Map<String, Object> dependencies = new LinkedHashMap<>();
      funded
          .dependencies()
          .forEach((name, dependency) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            addTo(one, dependency);
            dependencies.put(name, one);
          });
      json.put("dependencies", dependencies);
    }
  }
}
