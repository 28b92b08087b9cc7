package dev.jpm.fetcher;

import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.Order;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a package in the store says of itself and what it brings along. The list of files is
 * known, so that folders need not be walked.
 */
public final class PackageContents {
  private static final String MANIFEST = "package.json";
  private static final String MODULES = "node_modules/";

  private PackageContents() {}

  /**
   * A package that came inside another's tarball.
   *
   * @param location relative to the package: {@code node_modules/a/node_modules/@b/c}
   * @param manifest of its package.json; empty where that is missing or damaged
   */
  public record Bundled(String location, Manifest manifest) {}

  /**
   * The package.json of {@code stored}, normalised; {@code directories.bin} spelled out as {@code
   * bin}. Throws ENOENT where there is none and EJSONPARSE where it is malformed.
   */
  public static Manifest manifest(StoredPackage stored) {
    return manifest(stored, "");
  }

  /**
   * The packages of its inner node_modules folders, at any depth: holders before what they hold.
   */
  public static List<Bundled> bundled(StoredPackage stored) {
    TreeSet<String> folders =
        new TreeSet<>(
            Order.then(Order.byNumber(PackageContents::depth), Comparator.naturalOrder()));
    for (StoredFile file : stored.files()) {
      for (String folder = packageFolder(file.path(), 0);
          folder != null;
          folder = packageFolder(file.path(), folder.length() + 1)) {
        folders.add(folder);
      }
    }
    List<Bundled> bundled = new ArrayList<>(folders.size());
    for (String folder : folders) {
      bundled.add(new Bundled(folder, forgivingManifest(stored, folder + "/")));
    }
    return List.copyOf(bundled);
  }

  /** The text of its npm-shrinkwrap.json, where it has one. */
  public static Optional<String> shrinkwrap(StoredPackage stored) {
    byte[] text = read(stored, "npm-shrinkwrap.json");
    return Optional.ofNullable(text).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Manifest forgivingManifest(StoredPackage stored, String folder) {
    try {
      return manifest(stored, folder);
    } catch (JpmException missingOrDamaged) {
      return new Manifest(JsonNodeFactory.instance.objectNode());
    }
  }

  private static Manifest manifest(StoredPackage stored, String folder) {
    byte[] text = read(stored, folder + MANIFEST);
    String shown = folder + MANIFEST + " of " + told(stored);
    if (text == null) {
      throw JpmException.of(ErrorCode.ENOENT, "There is no " + shown);
    }
    ObjectNode json = JsonText.parseObject(text, shown);
    String bins = ManifestNormalizer.binFolder(json);
    if (bins != null) {
      spellOutBins(json, bins, folder, stored);
    }
    return ManifestNormalizer.ofPackageJson(json);
  }

  private static void spellOutBins(
      ObjectNode json, String bins, String folder, StoredPackage stored) {
    String prefix = folder + bins + "/";
    List<String> files =
        stored.files().stream()
            .map(StoredFile::path)
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()))
            .filter(path -> !path.startsWith(".") && !path.contains("/."))
            .sorted()
            .toList();
    if (!files.isEmpty()) {
      ManifestNormalizer.setBins(json, bins, files);
    }
  }

  /** The first package folder of a path whose node_modules begins at {@code from}, or null. */
  private static @Nullable String packageFolder(String path, int from) {
    if (!path.startsWith(MODULES, from)) {
      return null;
    }
    int nameStart = from + MODULES.length();
    int end = path.indexOf('/', nameStart);
    if (end >= 0 && path.charAt(nameStart) == '@') {
      end = path.indexOf('/', end + 1);
    }
    return end < 0 || path.charAt(nameStart) == '.' ? null : path.substring(0, end);
  }

  private static int depth(String location) {
    int depth = 0;
    for (int at = location.indexOf(MODULES); at >= 0; at = location.indexOf(MODULES, at + 1)) {
      depth++;
    }
    return depth;
  }

  private static byte @Nullable [] read(StoredPackage stored, String path) {
    for (StoredFile file : stored.files()) {
      if (file.path().equals(path)) {
        Path onDisk = stored.pathOf(file);
        try {
          return Files.readAllBytes(onDisk);
        } catch (IOException unreadable) {
          throw FileErrors.of(unreadable, "read", onDisk);
        }
      }
    }
    return null;
  }

  private static String told(StoredPackage stored) {
    String label = stored.label().toString();
    return label.isEmpty() ? "the package " + stored.integrity() : label;
  }
}
