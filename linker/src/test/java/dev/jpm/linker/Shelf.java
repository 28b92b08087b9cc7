package dev.jpm.linker;

import dev.jpm.cache.Label;
import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.LinkNode;
import dev.jpm.model.tree.Node.PackageNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Unpacked packages in a folder, and the nodes that ask for them; stands for the store. */
final class Shelf implements PackageSource {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Path folder;
  private final Map<String, StoredPackage> packages = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> manifests = new ConcurrentHashMap<>();

  Shelf(Path folder) {
    this.folder = folder;
  }

  /** Puts a package on the shelf; keys of {@code files} that end in {@code *} are executable. */
  Shelf put(String id, Map<String, String> files) {
    int at = id.lastIndexOf('@');
    TreeMap<String, String> all = new TreeMap<>(files);
    all.putIfAbsent(
        "package.json",
        "{\"name\":\"" + id.substring(0, at) + "\",\"version\":\"" + id.substring(at + 1) + "\"}");
    Path home = folder.resolve(id.replace('/', '+'));
    List<StoredFile> stored = new ArrayList<>();
    all.forEach((name, content) -> {
      boolean executable = name.endsWith("*");
      String path = executable ? name.substring(0, name.length() - 1) : name;
      if (!Files.exists(home.resolve(path))) {
        write(home.resolve(path), content, executable);
      }
      stored.add(new StoredFile(path, content.length(), executable ? 7 : 0, 0));
    });
    packages.put(id, new StoredPackage(integrity(id), home, stored, Label.NONE));
    manifests.put(id, (ObjectNode) MAPPER.readTree(String.valueOf(all.get("package.json"))));
    return this;
  }

  StoredPackage stored(String id) {
    StoredPackage found = packages.get(id);
    if (found == null) {
      throw JpmException.of(ErrorCode.ENOTCACHED, id + " is not on the shelf");
    }
    return found;
  }

  @Override
  public StoredPackage await(PackageNode node) {
    return stored(node.packageName() + "@" + node.manifest().version());
  }

  /** A node at {@code place} for the package {@code id}. */
  PackageNode node(String place, String id, DepFlag... flags) {
    ObjectNode json = manifests.get(id);
    if (json == null) {
      int at = id.lastIndexOf('@');
      json = MAPPER.createObjectNode();
      json.put("name", id.substring(0, at)).put("version", id.substring(at + 1));
    }
    return new PackageNode(
        new Location(place), new Manifest(json), null, integrity(id), Set.of(flags), false, false);
  }

  /** A node that came in the tarball of the package above. */
  PackageNode bundled(String place, String id) {
    PackageNode node = node(place, id);
    return new PackageNode(node.location(), node.manifest(), null, null, node.flags(), true, false);
  }

  static PackageNode top(String place, String json) {
    return new PackageNode(new Location(place), manifest(json), null, null, Set.of(), false, false);
  }

  static LinkNode link(String place, String target) {
    return new LinkNode(new Location(place), new Location(target), Set.of());
  }

  static Manifest manifest(String json) {
    return new Manifest((ObjectNode) MAPPER.readTree(json));
  }

  private static Integrity integrity(String id) {
    return new Integrity("sha512-" + Integer.toHexString(id.hashCode()) + "==");
  }

  static void write(Path file, String content, boolean executable) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
