package dev.jpm.cli;

import dev.jpm.install.ProjectFiles;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The workspaces that a call is about: those of {@code --workspace}, all with {@code --workspaces},
 * else the one that the user stands in. None where the call is about the project itself.
 *
 * @param folders absolute, by the workspace's name, in the order chosen
 */
public record ChosenWorkspaces(SequencedMap<String, Path> folders) {
  private static final ChosenWorkspaces NONE = new ChosenWorkspaces(new LinkedHashMap<>());

  public ChosenWorkspaces {
    folders = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(folders));
  }

  /**
   * The choice of {@code call}.
   *
   * @throws JpmException ENOWORKSPACES where a choice fits no workspace, and for global calls
   */
  public static ChosenWorkspaces of(Invocation call) {
    return asked(call) ? chosen(call) : NONE;
  }

  /** As {@link #of}, for commands to which it does not matter that the user stands in one. */
  public static ChosenWorkspaces explicit(Invocation call) {
    boolean implicit =
        call.project().workspace().isPresent() && call.settings().isDefault("workspace");
    return asked(call) && !implicit ? chosen(call) : NONE;
  }

  /** No workspace: the call is about the project itself. */
  public static ChosenWorkspaces none() {
    return NONE;
  }

  public List<String> names() {
    return List.copyOf(folders.keySet());
  }

  public boolean isEmpty() {
    return folders.isEmpty();
  }

  /** The same with the project itself in front where {@code --include-workspace-root} says so. */
  public ChosenWorkspaces withRoot(Invocation call) {
    if (isEmpty() || !call.settings().flag("include-workspace-root")) {
      return this;
    }
    SequencedMap<String, Path> all = new LinkedHashMap<>();
    String name = ManifestFile.read(call.project().packageJson()).name();
    all.put(name == null ? "" : name, call.project().localPrefix());
    all.putAll(folders);
    return new ChosenWorkspaces(all);
  }

  private static boolean asked(Invocation call) {
    return call.settings().flag("workspaces") || !call.settings().list("workspace").isEmpty();
  }

  private static ChosenWorkspaces chosen(Invocation call) {
    if (call.global()) {
      throw JpmException.of(
          ErrorCode.ENOWORKSPACES, "Workspaces not supported for global packages");
    }
    Path project = call.project().localPrefix();
    List<String> filters = call.settings().list("workspace");
    Map<String, String> all = ProjectFiles.load(project, false).workspaces();
    SequencedMap<String, Path> found = new LinkedHashMap<>();
    if (filters.isEmpty()) {
      all.forEach((name, path) -> found.put(name, project.resolve(path)));
    }
    Path from = call.session().cwd().startsWith(project) ? call.session().cwd() : project;
    for (String filter : filters) {
      all.forEach((name, path) -> {
        if (isMeant(filter, name, project.resolve(path), from, project)) {
          found.put(name, project.resolve(path));
        }
      });
    }
    if (found.isEmpty()) {
      throw none(filters);
    }
    return new ChosenWorkspaces(found);
  }

  /** A name, a folder, or a folder just above the workspace's. */
  private static boolean isMeant(String filter, String name, Path folder, Path from, Path project) {
    Path there = from.resolve(filter).normalize();
    Path parent = folder.getParent();
    return filter.equals(name)
        || folder.equals(there)
        || there.equals(parent)
        || project.resolve(filter).normalize().equals(parent);
  }

  private static JpmException none(List<String> filters) {
    List<String> told = new ArrayList<>(filters);
    told.replaceAll(filter -> " --workspace=" + filter);
    String which = filters.isEmpty() ? "!" : ":\n " + String.join("", told);
    return JpmException.of(ErrorCode.ENOWORKSPACES, "No workspaces found" + which);
  }
}
