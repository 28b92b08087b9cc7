package dev.jpm.model.workspace;

import dev.jpm.model.glob.Glob;
import dev.jpm.model.tree.Paths;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which packages of a project filters select, by pnpm's rules. */
public final class MemberSelection {
  private final MemberGraph graph;
  private final String from;
  private final boolean withRoot;
  private final Function<String, Collection<String>> changedSince;

  /**
   * @param from the folder that the user stands in, from the project's
   * @param withRoot whether patterns select the project itself too; exact names and folders do
   * @param changedSince the files that differ from what a git ref holds, from the project's folder
   */
  public MemberSelection(
      MemberGraph graph,
      String from,
      boolean withRoot,
      Function<String, Collection<String>> changedSince) {
    this.graph = graph;
    this.from = from;
    this.withRoot = withRoot;
    this.changedSince = changedSince;
  }

  /** The packages that {@code filters} select, in the project's order. */
  public List<Member> of(List<MemberFilter> filters) {
    Set<String> selected = new LinkedHashSet<>();
    if (filters.stream().allMatch(MemberFilter::exclude)) {
      graph.members().stream()
          .filter(member -> withRoot || !member.isRoot())
          .forEach(member -> selected.add(member.path()));
    }
    filters.stream()
        .filter(filter -> !filter.exclude())
        .forEach(filter -> selected.addAll(selectedBy(filter)));
    filters.stream()
        .filter(MemberFilter::exclude)
        .forEach(filter -> selected.removeAll(selectedBy(filter)));
    return graph.members().stream().filter(member -> selected.contains(member.path())).toList();
  }

  private Set<String> selectedBy(MemberFilter filter) {
    Set<String> meant = meantBy(filter);
    Set<String> selected = new LinkedHashSet<>();
    if (filter.dependencies()) {
      selected.addAll(graph.dependenciesOfAll(meant));
    }
    if (filter.dependents()) {
      Set<String> dependents = graph.dependentsOfAll(meant);
      selected.addAll(dependents);
      if (filter.dependencies()) {
        selected.addAll(graph.dependenciesOfAll(dependents));
      }
    }
    if (filter.themselves()) {
      selected.addAll(meant);
    } else {
      selected.removeAll(meant);
    }
    return selected;
  }

  private Set<String> meantBy(MemberFilter filter) {
    Set<String> meant =
        graph.members().stream()
            .map(Member::path)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String name = filter.name();
    String folder = filter.folder();
    String since = filter.since();
    if (name != null) {
      meant.retainAll(named(name));
    }
    if (folder != null) {
      meant.retainAll(in(folder));
    }
    if (since != null) {
      meant.retainAll(owners(changedSince.apply(since)));
    }
    if (!withRoot && !filter.exclude() && name == null && folder == null) {
      meant.remove("");
    }
    return meant;
  }

  /** A name without scope also means the only package that has that name in some scope. */
  private Set<String> named(String pattern) {
    Set<String> found = matching(pattern);
    if (found.isEmpty() && !pattern.startsWith("@")) {
      Set<String> scoped = matching("@*/" + pattern);
      return scoped.size() == 1 ? scoped : found;
    }
    return found;
  }

  private Set<String> matching(String pattern) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    Predicate<String> fits = Pattern.compile(regex).asMatchPredicate();
    boolean magic = pattern.indexOf('*') >= 0;
    return paths(member -> fits.test(member.name()) && (!magic || withRoot || !member.isRoot()));
  }

  /** A folder means the package in it and those below; a pattern only what fits it whole. */
  private Set<String> in(String folder) {
    String path = Paths.resolve(from, folder, "");
    if (Glob.isMagic(path)) {
      Glob glob = Glob.of(path);
      return paths(member -> !member.isRoot() && glob.matches(member.path()));
    }
    return paths(member -> member.path().equals(path) || member.path().startsWith(path + "/"));
  }

  /** The packages that files lie in: the innermost one each. */
  private Set<String> owners(Collection<String> files) {
    Set<String> owners = new LinkedHashSet<>();
    for (String file : files) {
      graph.members().stream()
          .map(Member::path)
          .filter(path -> path.isEmpty() || file.startsWith(path + "/"))
          .max((a, b) -> Integer.compare(a.length(), b.length()))
          .ifPresent(owners::add);
    }
    return owners;
  }

  private Set<String> paths(Predicate<Member> which) {
    return graph.members().stream()
        .filter(which)
        .map(Member::path)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
