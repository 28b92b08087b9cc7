package dev.jpm.install;

import dev.jpm.config.Settings;
import dev.jpm.resolver.Changes;
import dev.jpm.resolver.SaveType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked an install to do.
 *
 * @param frozen whether the lockfile decides everything and is never changed ({@code ci})
 * @param save whether package.json may be changed
 * @param projectScripts whether the project's own install scripts run afterwards
 * @param unasked what becomes of packages that nothing asks for
 * @param imported another tool's lockfile that a package-lock.json is to be made of and nothing
 *     else to be done; null for every other request
 * @param audited whether it is asked what is known against the packages, where the settings let
 */
public record InstallRequest(
    Changes changes,
    boolean frozen,
    boolean save,
    boolean projectScripts,
    Unasked unasked,
    @Nullable LockfileImport imported,
    boolean audited) {

  /** What an install does with packages that nothing asks for. */
  public enum Unasked {
    /** They go where anything else changes, or a lockfile tells what should be there. */
    GO_WITH_CHANGES,
    GO,
    STAY
  }

  /** {@code install}: of everything, or of {@code specs} too. */
  public static InstallRequest install(Settings settings, List<String> specs) {
    Changes changes =
        new Changes(
            specs,
            saveType(settings),
            settings.flag("save-bundle"),
            List.of(),
            false,
            List.of(),
            List.of(),
            false);
    boolean bare = specs.isEmpty() && !settings.flag("global");
    return request(changes, settings.flag("save")).withProjectScripts(bare);
  }

  /** What {@code exec} needs in a folder of its own. */
  public static InstallRequest exec(List<String> specs) {
    return request(Changes.adding(null, specs), true);
  }

  /** {@code import}. */
  public static InstallRequest importing(LockfileImport source) {
    return new InstallRequest(
        Changes.none(), false, true, false, Unasked.GO_WITH_CHANGES, source, false);
  }

  /** {@code ci}. */
  public static InstallRequest ci() {
    return new InstallRequest(
        Changes.none(), true, false, true, Unasked.GO_WITH_CHANGES, null, false);
  }

  /** {@code uninstall}. */
  public static InstallRequest uninstall(Settings settings, List<String> names) {
    return request(Changes.removing(names), settings.flag("save"));
  }

  /** {@code update}: of everything, or of {@code names}; package.json changes only on request. */
  public static InstallRequest update(Settings settings, List<String> names) {
    Changes changes = names.isEmpty() ? Changes.updatingAll() : Changes.updating(names);
    return request(changes, !settings.isDefault("save") && settings.flag("save"));
  }

  /** {@code prune}: what nothing asks for goes, and what is missing comes. */
  public static InstallRequest prune(Settings settings) {
    return request(Changes.none(), settings.flag("save")).with(Unasked.GO);
  }

  /** {@code dedupe}: package.json stays as it is whatever is asked. */
  public static InstallRequest dedupe(List<String> duplicates) {
    return request(Changes.updating(duplicates), false);
  }

  /** {@code link}: these folders are linked, and nothing else is touched. */
  public static InstallRequest link(Settings settings, List<String> folders, boolean save) {
    Changes changes =
        new Changes(
            folders, saveType(settings), false, List.of(), false, List.of(), List.of(), false);
    return request(changes, save).with(Unasked.STAY);
  }

  /** The same, meant for these workspaces. */
  public InstallRequest in(List<String> workspaces, boolean alsoRoot) {
    return new InstallRequest(
        changes.in(workspaces, alsoRoot), frozen, save, projectScripts, unasked, imported, audited);
  }

  /** The same, telling what is known against the packages. */
  public InstallRequest withAudit() {
    return new InstallRequest(changes, frozen, save, projectScripts, unasked, imported, true);
  }

  private InstallRequest with(Unasked fate) {
    return new InstallRequest(changes, frozen, save, projectScripts, fate, imported, audited);
  }

  private InstallRequest withProjectScripts(boolean run) {
    return new InstallRequest(changes, frozen, save, run, unasked, imported, audited);
  }

  private static InstallRequest request(Changes changes, boolean save) {
    return new InstallRequest(changes, false, save, false, Unasked.GO_WITH_CHANGES, null, false);
  }

  /** Whether it is {@code install} and nothing more: what package.json and lockfile say. */
  boolean isBare() {
    return !frozen && projectScripts && !changes.mutate() && changes.workspaces().isEmpty();
  }

  /** Whether the lockfile may be changed though package.json may not. */
  boolean updates() {
    return changes.updateAll() || !changes.updateNames().isEmpty();
  }

  private static @Nullable SaveType saveType(Settings settings) {
    if (settings.flag("save-peer")) {
      return settings.flag("save-optional") ? SaveType.PEER_OPTIONAL : SaveType.PEER;
    }
    if (settings.flag("save-optional")) {
      return SaveType.OPTIONAL;
    }
    if (settings.flag("save-dev")) {
      return SaveType.DEV;
    }
    return settings.flag("save-prod") ? SaveType.PROD : null;
  }
}
