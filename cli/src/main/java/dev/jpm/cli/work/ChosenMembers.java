package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Origin.Layer;
import dev.jpm.install.ProjectFiles;
import dev.jpm.model.Closeness;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.workspace.Member;
import dev.jpm.model.workspace.MemberFilter;
import dev.jpm.model.workspace.MemberGraph;
import dev.jpm.model.workspace.MemberSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The packages whose scripts a call is about: those that filters select, the workspaces that were
 * asked for, else the project itself.
 *
 * @param graph all packages of the project
 */
record ChosenMembers(List<Member> members, MemberGraph graph) {
  ChosenMembers {
    members = List.copyOf(members);
  }

  /**
   * The choice of {@code call}.
   *
   * @throws JpmException ENOWORKSPACES where filters select nothing though nothing depends on what
   *     changed
   */
  static ChosenMembers of(Invocation call) throws InterruptedException {
    List<String> filters = call.settings().list("filter");
    ChosenWorkspaces chosen =
        filters.isEmpty() ? ChosenWorkspaces.of(call).withRoot(call) : ChosenWorkspaces.none();
    MemberGraph graph = MemberGraph.of(all(call));
    if (filters.isEmpty() && chosen.isEmpty()) {
      return new ChosenMembers(List.of(root(call)), graph);
    }
    if (filters.isEmpty()) {
      Set<Path> folders = new LinkedHashSet<>(chosen.folders().values());
      Path project = call.project().localPrefix();
      return new ChosenMembers(
          graph.members().stream()
              .filter(member -> folders.contains(project.resolve(member.path())))
              .toList(),
          graph);
    }
    if (call.settings().layer(Layer.CLI).containsKey("workspaces")
        || (call.project().workspace().isEmpty() && !call.settings().isDefault("workspace"))) {
      throw call.usage("Choose workspaces by --filter or by --workspace, not by both");
    }
    return new ChosenMembers(filtered(call, filters, graph), graph);
  }

  private static List<Member> filtered(Invocation call, List<String> filters, MemberGraph graph)
      throws InterruptedException {
    List<MemberFilter> parsed = filters.stream().map(MemberFilter::parse).toList();
    Path project = call.project().localPrefix();
    Path cwd = call.session().cwd();
    String from = cwd.startsWith(project) ? slashed(project.relativize(cwd)) : "";
    ChangedFiles changed = new ChangedFiles(new Git(project, call));
    List<Member> found =
        new MemberSelection(
                graph, from, call.settings().flag("include-workspace-root"), changed::since)
            .of(parsed);
    if (found.isEmpty() && parsed.stream().noneMatch(filter -> filter.since() != null)) {
      throw none(filters, graph);
    }
    if (found.isEmpty()) {
      call.terminal().log(Level.NOTICE, "", "No workspace has changed");
    }
    return found;
  }

  private static JpmException none(List<String> filters, MemberGraph graph) {
    StringBuilder told = new StringBuilder();
    filters.forEach(filter -> told.append(" --filter=").append(filter));
    JpmException none = JpmException.of(ErrorCode.ENOWORKSPACES, "No workspaces found:\n " + told);
    List<String> names =
        graph.members().stream().filter(m -> !m.isRoot()).map(Member::name).toList();
    if (names.isEmpty()) {
      return none.withHint("The project has no workspaces");
    }
    List<String> near = Closeness.byDistance(filters.getFirst(), names);
    return none.withHint("The workspaces are: " + String.join(", ", near));
  }

  private static List<Member> all(Invocation call) {
    Path project = call.project().localPrefix();
    List<Member> all = new ArrayList<>(List.of(root(call)));
    ProjectFiles.load(project, false)
        .workspaces()
        .forEach((name, path) ->
            all.add(
                new Member(
                    name, path, ManifestFile.read(project.resolve(path).resolve("package.json")))));
    return all;
  }

  private static Member root(Invocation call) {
    Manifest manifest = ManifestFile.read(call.project().packageJson());
    return new Member(manifest.name() == null ? "" : manifest.name(), "", manifest);
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
