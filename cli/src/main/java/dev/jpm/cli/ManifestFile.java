package dev.jpm.cli;

import dev.jpm.fs.FileErrors;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a package.json that is only looked at. */
public final class ManifestFile {
  private ManifestFile() {}

  /** The manifest in {@code file}. Throws ENOENT or EJSONPARSE, naming file, line and column. */
  public static Manifest read(Path file) {
    try {
      return new Manifest(JsonText.parseObject(Files.readString(file), file.toString()));
    } catch (NoSuchFileException e) {
      throw JpmException.of(
              ErrorCode.ENOENT, "Could not read package.json: there is no file " + file, e)
          .withHint("Run the command in a folder with a package.json, or make one: jpm init");
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** The manifest in {@code file}; empty where it is missing or broken. */
  public static Optional<Manifest> readOrEmpty(Path file) {
    try {
      return Optional.of(read(file));
    } catch (JpmException e) {
      return Optional.empty();
    }
  }
}
