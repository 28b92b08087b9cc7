package dev.jpm.install;

import dev.jpm.linker.FolderTimes;
import dev.jpm.linker.Layout;
import dev.jpm.linker.LinkedReify;
import dev.jpm.linker.Linking;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bare install has nothing to do, told without reading a lockfile: the last one had
 * nothing to do either, or did what the lockfile says; all that it went by is the same, and no
 * folder has changed since.
 */
final class UpToDate {
  private final Workbench bench;
  private final InstallRequest request;
  private final Layout layout;

  UpToDate(Workbench bench, InstallRequest request, Layout layout) {
    this.bench = bench;
    this.request = request;
    this.layout = layout;
  }

  /** What stands, where nothing is to be done. */
  Optional<Standing> check() {
    if (!applies()) {
      return Optional.empty();
    }
    try {
      return bench
          .store()
          .notes()
          .get(layout.project())
          .flatMap(Standing::decode)
          .filter(standing -> standing.folders().hold(layout))
          .filter(this::isSameInput);
    } catch (JpmException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Keeps what an install found that changed nothing, or that made true what the lockfile says and
   * left that as it was. Not where the project has scripts of its own: they run after every
   * install, and may do anything.
   *
   * @param tree what is on disk
   * @param linking who put it there; null where nobody had to
   */
  void remember(InstallResult result, Tree tree, ProjectFiles project, @Nullable Linking linking) {
    if (!applies() || ProjectScripts.existIn(project)) {
      return;
    }
    long now = bench.surroundings().clock().millis();
    FolderTimes folders =
        linking instanceof LinkedReify links
            ? links.times(tree, now)
            : FolderTimes.of(layout, tree, now);
    List<String> others = packageJsons(tree, project);
    try {
      Standing standing =
          new Standing(
              Inputs.fingerprint(bench, layout.project(), others),
              folders,
              others,
              !project.workspaces().isEmpty(),
              result.funding(),
              result.heldBack());
      bench.store().notes().put(layout.project(), standing.encoded());
    } catch (IOException | JpmException unwritable) {
      // Then the next install looks for itself.
    }
  }

  private boolean applies() {
    return request.isBare() && Foreknown.allowedBy(bench.settings());
  }

  private boolean isSameInput(Standing standing) {
    try {
      return Inputs.fingerprint(bench, layout.project(), standing.others())
              == standing.fingerprint()
          && (!standing.workspaces() || areSameWorkspaces(standing));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Patterns may find another folder though no file that is known has changed. */
  private boolean areSameWorkspaces(Standing standing) {
    ProjectFiles project = ProjectFiles.load(layout.project(), false);
    return project.workspaces().values().stream()
        .map(UpToDate::packageJson)
        .allMatch(standing.others()::contains);
  }

  private static List<String> packageJsons(Tree tree, ProjectFiles project) {
    List<String> files = new ArrayList<>();
    project.workspaces().values().forEach(folder -> files.add(packageJson(folder)));
    for (Node node : tree.nodes().values()) {
      if (node instanceof LinkNode link && !files.contains(packageJson(link.target().value()))) {
        files.add(packageJson(link.target().value()));
      }
    }
    return files;
  }

  private static String packageJson(String folder) {
    return Path.of(folder).resolve("package.json").toString();
  }
}
