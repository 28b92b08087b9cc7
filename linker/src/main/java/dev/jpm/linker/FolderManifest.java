package dev.jpm.linker;

import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The package.json of a folder, read forgivingly and normalised as npm does. */
final class FolderManifest {
  /** Stands for a package.json that is missing or no JSON object. */
  static final Manifest NONE = new Manifest(JsonNodeFactory.instance.objectNode());

  private FolderManifest() {}

  /**
   * The manifest in {@code folder}, or null where it is missing or damaged. {@code directories.bin}
   * is spelled out as {@code bin}.
   */
  static @Nullable Manifest read(Path folder) {
    try {
      String text = Files.readString(folder.resolve("package.json"));
      if (JsonText.parse(text, "package.json") instanceof ObjectNode object) {
        spellOutBins(object, folder);
        return ManifestNormalizer.ofPackageJson(object);
      }
      return null;
    } catch (IOException | JpmException e) {
      return null;
    }
  }

  private static void spellOutBins(ObjectNode json, Path folder) throws IOException {
    String bins = ManifestNormalizer.binFolder(json);
    Path from = bins == null ? null : folder.resolve(bins);
    if (bins == null || from == null || !Files.isDirectory(from)) {
      return;
    }
    List<String> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(from)) {
      walk.filter(Files::isRegularFile)
          .map(file -> from.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.startsWith(".") && !file.contains("/."))
          .sorted()
          .forEach(files::add);
    }
    ManifestNormalizer.setBins(json, bins, files);
  }
}
