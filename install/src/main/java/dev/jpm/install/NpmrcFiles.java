package dev.jpm.install;

import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Settings;
import dev.jpm.config.SettingsBuilder;
import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings files of a project, its user and the machine, in npm's order. */
public final class NpmrcFiles {
  private NpmrcFiles() {}

  /**
   * Reads what there is into {@code builder}, which knows command line and environment already;
   * those say where some of the files are.
   *
   * @return what should be told
   */
  public static List<String> read(SettingsBuilder builder, Path project, Path home) {
    List<String> notes = new ArrayList<>();
    Settings early = builder.settings();
    Path userFile = early.path("userconfig").orElse(home.resolve(".npmrc"));
    Path projectFile = project.resolve(".npmrc");
    if (!isGlobal(early) && !projectFile.equals(userFile)) {
      builder.file(Layer.PROJECT, projectFile.toString(), text(projectFile));
      if (builder.settings().layer(Layer.PROJECT).get("prefix") != null) {
        notes.add("prefix cannot be changed from project config: " + projectFile);
      }
    }
    builder.file(Layer.USER, userFile.toString(), text(userFile));
    Path globalFile = builder.settings().path("globalconfig").orElse(userFile);
    if (!globalFile.equals(userFile) && !globalFile.equals(projectFile)) {
      builder.file(Layer.GLOBAL, globalFile.toString(), text(globalFile));
    }
    return notes;
  }

  /** Whether the machine's packages are meant, which no project has a say in. */
  public static boolean isGlobal(Settings settings) {
    return settings.flag("global") || settings.text("location").equals("global");
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      if (Files.isDirectory(file)) {
        return null;
      }
      throw FileErrors.of(e, "read", file);
    }
  }
}
