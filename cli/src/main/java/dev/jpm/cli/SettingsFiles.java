package dev.jpm.cli;

import dev.jpm.config.Arguments;
import dev.jpm.config.Host;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Setting;
import dev.jpm.config.Settings;
import dev.jpm.config.SettingsBuilder;
import dev.jpm.install.NpmrcFiles;
import dev.jpm.install.WorkspaceFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the project and reads the settings files, in npm's order. */
final class SettingsFiles {
  private final SettingsBuilder builder;
  private final Session session;
  private final List<String> notes = new ArrayList<>();
  private @Nullable Path workspace;

  private SettingsFiles(Session session) {
    this.session = session;
    Host host =
        new Host(
            session.env(),
            session.home(),
            session.cwd(),
            session.globalPrefix(),
            session.windows());
    this.builder = new SettingsBuilder(host);
  }

  /** Settings, where the call works, and what should be told about either. */
  record Loaded(Settings settings, Project project, List<String> notes) {}

  static Loaded load(Session session, Arguments arguments) {
    SettingsFiles files = new SettingsFiles(session);
    files.builder.commandLine(arguments).environment();
    Path localPrefix = files.localPrefix();
    files.notes.addAll(NpmrcFiles.read(files.builder, localPrefix, session.home()));
    Settings settings = files.builder.settings();
    Path globalPrefix = settings.path("prefix").orElse(session.globalPrefix());
    Project project =
        new Project(
            localPrefix, globalPrefix, session.windows(), Optional.ofNullable(files.workspace));
    return new Loaded(settings, project, List.copyOf(files.notes));
  }

  private Path localPrefix() {
    Settings early = builder.settings();
    Setting given = early.layer(Layer.CLI).get("prefix");
    if (given != null) {
      return early.path("prefix").orElse(session.cwd());
    }
    boolean alone =
        NpmrcFiles.isGlobal(early) || early.decision("workspaces").equals(Optional.of(false));
    @Nullable Path found = null;
    for (Path at = session.cwd(); at != null; at = at.getParent()) {
      boolean packageJson = Files.isRegularFile(at.resolve("package.json"));
      if (found == null) {
        if (packageJson || Files.isDirectory(at.resolve("node_modules"))) {
          found = at;
          if (alone) {
            return found;
          }
        }
      } else if (packageJson && isRootOf(at, found)) {
        enterWorkspace(found);
        return at;
      }
    }
    return found == null ? session.cwd() : found;
  }

  private static boolean isRootOf(Path root, Path folder) {
    return Files.isRegularFile(folder.resolve("package.json"))
        && ManifestFile.readOrEmpty(root.resolve("package.json"))
            .filter(manifest -> WorkspaceFolders.contains(manifest, root, folder))
            .isPresent();
  }

  private void enterWorkspace(Path folder) {
    workspace = folder;
    builder.byDefault("workspace", Many.ofTexts(List.of(folder.toString())));
    if (Files.isRegularFile(folder.resolve(".npmrc"))) {
      notes.add("ignoring workspace config at " + folder.resolve(".npmrc"));
    }
  }
}
