package dev.jpm.cli;

import dev.jpm.fs.FileErrors;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a package.json that is only looked at. */
public final class ManifestFile {
  private ManifestFile() {}

  /** The manifest in {@code file}. Throws ENOENT or EJSONPARSE, naming file, line and column. */
  public static Manifest read(Path file) {
    try {
      return parse(file, Files.readString(file));
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

  private static Manifest parse(Path file, String text) {
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      JsonNode tree = JsonMapper.shared().readTree(json);
      if (tree instanceof ObjectNode object) {
        return new Manifest(object);
      }
      throw JpmException.of(ErrorCode.EJSONPARSE, file + " must hold a JSON object");
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw JpmException.of(
              ErrorCode.EJSONPARSE, file + where + " is not JSON: " + e.getOriginalMessage(), e)
          .withHint("package.json must be actual JSON, not just JavaScript");
    }
  }
}
