package dev.jpm.cli.command;

import dev.jpm.cli.Invocation;
import dev.jpm.config.IniEdit;
import dev.jpm.config.IniText;
import dev.jpm.config.OptionValue;
import dev.jpm.config.Origin.Layer;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A settings file that is being changed; what is not changed keeps its place. A file that ends up
 * empty is removed. The user's file is readable by the user alone, as it may hold secrets.
 */
public final class SettingsFile {
  private final Layer layer;
  private final Path path;
  private String text;

  private SettingsFile(Layer layer, Path path, String text) {
    this.layer = layer;
    this.path = path;
    this.text = text;
  }

  /** The file of a layer as it is now; no text where there is none yet. */
  public static SettingsFile of(Invocation call, Layer layer) {
    Path path =
        switch (layer) {
          case PROJECT -> call.project().localPrefix().resolve(".npmrc");
          case GLOBAL -> named(call, "globalconfig");
          case USER, CLI, ENV, BUILTIN, DEFAULT -> named(call, "userconfig");
        };
    try {
      return new SettingsFile(layer, path, Files.readString(path));
    } catch (NoSuchFileException e) {
      return new SettingsFile(layer, path, "");
    } catch (IOException e) {
      throw FileErrors.of(e, "read", path);
    }
  }

  private static Path named(Invocation call, String key) {
    return call.settings()
        .path(key)
        .orElseThrow(() -> JpmException.of(ErrorCode.ECONFIG, key + " names no file"));
  }

  Path path() {
    return path;
  }

  String text() {
    return text;
  }

  public void set(String key, OptionValue value) {
    text = IniEdit.set(text, key, value);
  }

  public void remove(String key) {
    text = IniEdit.remove(text, key);
  }

  /** Moves the value as it is written, variables and all. */
  void rename(String from, String to) {
    IniText.Entry entry = IniText.parse(text).get(from);
    if (entry != null) {
      text = IniEdit.set(IniEdit.remove(text, from), to, entry.value());
    }
  }

  public void save() {
    try {
      if (text.isBlank()) {
        Files.deleteIfExists(path);
        return;
      }
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (layer == Layer.USER) {
        makePrivate();
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "write", path);
    }
    AtomicFile.write(path, text.getBytes(StandardCharsets.UTF_8), AtomicFile.Durability.POWER_LOSS);
  }

  /** Before anything is written, so that no secret is ever readable by others. */
  private void makePrivate() throws IOException {
    if (!Files.exists(path)) {
      Files.createFile(path);
    }
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
