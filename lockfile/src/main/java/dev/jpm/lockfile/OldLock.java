package dev.jpm.lockfile;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lockfiles of version 1, which nest packages under {@code dependencies} and know of them only
 * where they come from and what they require, turned into the entries of later versions.
 */
final class OldLock {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode packages = JSON.objectNode();

  private OldLock() {}

  static Tree tree(ObjectNode json, Manifest root, Function<Location, Optional<Manifest>> onDisk) {
    OldLock old = new OldLock();
    old.packages.set("", JSON.objectNode());
    old.addAll("", json);
    old.requirementsToDependencies();
    old.namesToBundles();
    return LockEntries.tree(old.packages, root, onDisk);
  }

  private void addAll(String location, ObjectNode lock) {
    if (!(lock.get("dependencies") instanceof ObjectNode dependencies)) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : dependencies.properties()) {
      if (entry.getValue() instanceof ObjectNode child) {
        String place =
            (location.isEmpty() ? "" : location + "/") + "node_modules/" + entry.getKey();
        addAll(add(place, entry.getKey(), child), child);
      }
    }
  }

  /** Adds the entry and tells under which location what it holds lies. */
  private String add(String location, String name, ObjectNode lock) {
    Spec spec = spec(name, lock);
    if (spec instanceof Spec.DirectorySpec folder) {
      String target = PathText.normalized(folder.path());
      packages.putObject(location).put("link", true).put("resolved", target);
      if (!packages.has(target)) {
        ObjectNode unversioned = lock.deepCopy();
        unversioned.remove("version");
        packages.set(target, meta(name, unversioned, null));
      }
      return target;
    }
    packages.set(location, meta(name, lock, spec));
    return location;
  }

  private static ObjectNode meta(String name, ObjectNode lock, @Nullable Spec spec) {
    ObjectNode meta = JSON.objectNode();
    if (lock.get("requires") instanceof ObjectNode requires) {
      meta.set("requires", requires);
    }
    for (String flag : new String[] {"optional", "dev"}) {
      if (LockEntries.isTrue(lock, flag)) {
        meta.put(flag, true);
      }
    }
    String version = LockEntries.text(lock, "version");
    String integrity = LockEntries.text(lock, "integrity");
    if (integrity != null) {
      meta.put("integrity", integrity);
    } else if (version != null && spec instanceof Spec.GitSpec) {
      return meta.put("resolved", ResolvedText.consistent(version));
    } else if (version != null && spec != null && spec.isRegistry()) {
      meta.put("version", version);
    }
    addSource(name, lock, spec, meta);
    if (LockEntries.isTrue(lock, "bundled")) {
      meta.put("inBundle", true);
    }
    return meta;
  }

  private static void addSource(
      String name, ObjectNode lock, @Nullable Spec spec, ObjectNode meta) {
    String resolved = LockEntries.text(lock, "resolved");
    switch (spec) {
      case Spec.VersionSpec exact -> {
        putIfPresent(meta, resolved);
        putVersion(meta, exact.raw().strip());
      }
      case Spec.RegistrySpec _ -> putIfPresent(meta, resolved);
      case Spec.AliasSpec alias -> {
        putIfPresent(meta, resolved);
        meta.put("name", alias.target().value());
        putVersion(meta, alias.subSpec().raw());
      }
      case Spec.FileSpec file -> {
        meta.put("resolved", file.saveSpec());
        putVersionOf(name, file.path(), meta);
      }
      case Spec.RemoteSpec remote -> {
        meta.put("resolved", remote.url());
        putVersionOf(name, remote.url(), meta);
      }
      case Spec.GitSpec git -> meta.put("resolved", ResolvedText.consistent(git.raw()));
      case Spec.DirectorySpec _ -> {}
      case null -> {}
    }
  }

  private static void putIfPresent(ObjectNode meta, @Nullable String resolved) {
    if (resolved != null) {
      meta.put("resolved", resolved);
    }
  }

  private static void putVersion(ObjectNode meta, String version) {
    if (!meta.has("version")) {
      meta.put("version", version);
    }
  }

  /** The version that a tarball's name gives, as in {@code name-1.2.3.tgz}. */
  private static void putVersionOf(String name, String path, ObjectNode meta) {
    String base = path.substring(path.lastIndexOf('/') + 1);
    String project = name.substring(name.lastIndexOf('/') + 1);
    if (!base.endsWith(".tgz") || !base.startsWith(project + "-")) {
      return;
    }
    Optional<Version> version =
        Version.tryParse(base.substring(project.length() + 1, base.length() - ".tgz".length()));
    version.ifPresent(found -> putVersion(meta, found.toString()));
  }

  /** What an entry asked for when it was written, in npm 6's order of hints. */
  private static @Nullable Spec spec(String name, ObjectNode lock) {
    String version = LockEntries.text(lock, "version");
    String from = LockEntries.text(lock, "from");
    String resolved = LockEntries.text(lock, "resolved");
    Spec byVersion = version == null ? null : parsed(name, version);
    if (byVersion != null && (lock.has("integrity") || byVersion instanceof Spec.GitSpec)) {
      return byVersion;
    }
    Spec byFrom = from == null ? null : parsed(name, from);
    if (byFrom != null && byFrom.isRegistry() && byVersion != null) {
      return byVersion;
    }
    if (byFrom != null && resolved == null) {
      return byFrom;
    }
    Spec byResolved = resolved == null ? null : parsed(name, resolved);
    return byResolved == null ? byVersion : byResolved;
  }

  private static @Nullable Spec parsed(String name, String raw) {
    try {
      return Spec.parse(name, raw);
    } catch (JpmException _) {
      return null;
    }
  }

  /** Puts each requirement under the field that the required package's flags speak for. */
  private void requirementsToDependencies() {
    for (Map.Entry<String, JsonNode> entry : packages.properties()) {
      ObjectNode meta = (ObjectNode) entry.getValue();
      if (meta.remove("requires") instanceof ObjectNode requires) {
        for (Map.Entry<String, JsonNode> required : requires.properties()) {
          ObjectNode found = resolve(entry.getKey(), required.getKey());
          meta.withObjectProperty(section(meta, found)).set(required.getKey(), required.getValue());
        }
      }
    }
  }

  private static String section(ObjectNode meta, @Nullable ObjectNode found) {
    if (found != null && isOnly("optional", found, meta)) {
      return "optionalDependencies";
    }
    return found != null && isOnly("dev", found, meta) ? "devDependencies" : "dependencies";
  }

  private static boolean isOnly(String flag, ObjectNode found, ObjectNode meta) {
    return LockEntries.isTrue(found, flag) && !LockEntries.isTrue(meta, flag);
  }

  private @Nullable ObjectNode resolve(String from, String name) {
    String path = from;
    while (true) {
      String place = (path.isEmpty() ? "" : path + "/") + "node_modules/" + name;
      if (packages.get(place) instanceof ObjectNode found) {
        return found;
      }
      if (path.isEmpty()) {
        return null;
      }
      path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
  }

  /** Names bundled packages in the bundler's entry, where later lockfiles have them. */
  private void namesToBundles() {
    for (Map.Entry<String, JsonNode> entry : packages.properties()) {
      int cut = entry.getKey().lastIndexOf("node_modules/");
      if (cut < 0 || !LockEntries.isTrue((ObjectNode) entry.getValue(), "inBundle")) {
        continue;
      }
      String holder = entry.getKey().substring(0, Math.max(0, cut - 1));
      String name = entry.getKey().substring(cut + "node_modules/".length());
      if (packages.get(holder) instanceof ObjectNode parent
          && !holder.isEmpty()
          && !LockEntries.isTrue(parent, "inBundle")
          && requires(parent, name)) {
        ArrayNode names = parent.withArrayProperty("bundleDependencies");
        names.add(name);
      }
    }
  }

  private static boolean requires(ObjectNode parent, String name) {
    return parent.path("dependencies").has(name) || parent.path("optionalDependencies").has(name);
  }
}
