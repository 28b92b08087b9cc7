package dev.jpm.install;

import dev.jpm.config.Settings;
import dev.jpm.lockfile.foreign.ForeignLock;
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
 * @param imported another tool's lockfile that a package-lock.json is to be made of and nothing
 *     else to be done; null for every other request
 */
public record InstallRequest(
    Changes changes,
    boolean frozen,
    boolean save,
    boolean projectScripts,
    @Nullable ForeignLock imported) {
  private InstallRequest(Changes changes, boolean frozen, boolean save, boolean projectScripts) {
    this(changes, frozen, save, projectScripts, null);
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
            workspaces(settings),
            settings.flag("include-workspace-root"));
    boolean bare = specs.isEmpty() && !settings.flag("global");
    return new InstallRequest(changes, false, settings.flag("save"), bare);
  }

  /** What {@code exec} needs in a folder of its own. */
  public static InstallRequest exec(List<String> specs) {
    return new InstallRequest(Changes.adding(null, specs), false, true, false);
  }

  /** {@code import}. */
  public static InstallRequest importing(ForeignLock lock) {
    return new InstallRequest(Changes.none(), false, true, false, lock);
  }

  /** {@code ci}. */
  public static InstallRequest ci(Settings settings) {
    Changes changes =
        Changes.none().in(workspaces(settings), settings.flag("include-workspace-root"));
    return new InstallRequest(changes, true, false, true);
  }

  /** {@code uninstall}. */
  public static InstallRequest uninstall(Settings settings, List<String> names) {
    Changes changes =
        Changes.removing(names).in(workspaces(settings), settings.flag("include-workspace-root"));
    return new InstallRequest(changes, false, settings.flag("save"), false);
  }

  /** {@code update}: of everything, or of {@code names}; package.json changes only on request. */
  public static InstallRequest update(Settings settings, List<String> names) {
    Changes changes =
        (names.isEmpty() ? Changes.updatingAll() : Changes.updating(names))
            .in(workspaces(settings), settings.flag("include-workspace-root"));
    boolean save = !settings.isDefault("save") && settings.flag("save");
    return new InstallRequest(changes, false, save, false);
  }

  /** Whether it is {@code install} and nothing more: what package.json and lockfile say. */
  boolean isBare() {
    return !frozen && projectScripts && !changes.mutate();
  }

  /** Whether the lockfile may be changed though package.json may not. */
  boolean updates() {
    return changes.updateAll() || !changes.updateNames().isEmpty();
  }

  private static List<String> workspaces(Settings settings) {
    return settings.list("workspace");
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
