package dev.jpm.resolver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked to be different from package.json and the starting tree.
 *
 * @param add specs to add, as {@code npm install} takes them; paths in them relative to the project
 *     root, or absolute
 * @param saveType where added packages are saved; null: where they stand already, else dependencies
 * @param saveBundle whether added packages also go into bundleDependencies
 * @param remove names to take out of every section
 * @param updateAll whether every package is resolved anew
 * @param updateNames packages to resolve anew wherever they are in the tree; no effect with
 *     updateAll
 * @param workspaces names of the workspaces whose package.json is meant; empty: the root's
 * @param includeRoot whether the root's is meant beside those of the workspaces
 */
public record Changes(
    List<String> add,
    @Nullable SaveType saveType,
    boolean saveBundle,
    List<String> remove,
    boolean updateAll,
    List<String> updateNames,
    List<String> workspaces,
    boolean includeRoot) {
  private static final Changes NONE =
      new Changes(List.of(), null, false, List.of(), false, List.of(), List.of(), false);

  public Changes {
    add = List.copyOf(add);
    remove = List.copyOf(remove);
    updateNames = updateAll ? List.of() : List.copyOf(updateNames);
    workspaces = List.copyOf(workspaces);
  }

  /** Install what package.json and the lockfile say. */
  public static Changes none() {
    return NONE;
  }

  /** Add these specs to the root's package.json. */
  public static Changes adding(@Nullable SaveType saveType, List<String> specs) {
    return new Changes(specs, saveType, false, List.of(), false, List.of(), List.of(), false);
  }

  /** Remove these names from the root's package.json. */
  public static Changes removing(List<String> names) {
    return new Changes(List.of(), null, false, names, false, List.of(), List.of(), false);
  }

  /** Update everything. */
  public static Changes updatingAll() {
    return new Changes(List.of(), null, false, List.of(), true, List.of(), List.of(), false);
  }

  /** Update these packages wherever they stand. */
  public static Changes updating(List<String> names) {
    return new Changes(List.of(), null, false, List.of(), false, names, List.of(), false);
  }

  /** The same changes with other specs to add. */
  public Changes adding(List<String> specs) {
    return new Changes(
        specs, saveType, saveBundle, remove, updateAll, updateNames, workspaces, includeRoot);
  }

  /** The same changes, meant for these workspaces. */
  public Changes in(List<String> workspaceNames, boolean alsoRoot) {
    return new Changes(
        add, saveType, saveBundle, remove, updateAll, updateNames, workspaceNames, alsoRoot);
  }

  /** Whether the tree may differ from the starting tree because the user wants it. */
  public boolean mutate() {
    return updateAll || !add.isEmpty() || !remove.isEmpty() || !updateNames.isEmpty();
  }
}
