package dev.jpm.lockfile;

import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Tree;
import dev.jpm.model.tree.VersionsByName;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A lockfile as it was read: package-lock.json or npm-shrinkwrap.json of version 1, 2, 3 or 4, or
 * the hidden lockfile in node_modules.
 */
public final class PackageLock {
  /** What npm writes unless told otherwise, and unless the file had a newer version. */
  public static final int DEFAULT_VERSION = 3;

  private static final int NEWEST_KNOWN = 4;

  private final ObjectNode json;
  private final int version;
  private final JsonStyle style;
  private final boolean merged;

  private PackageLock(ObjectNode json, int version, JsonStyle style, boolean merged) {
    this.json = json;
    this.version = version;
    this.style = style;
    this.merged = merged;
  }

  /**
   * The lockfile in {@code text}. Merge conflict markers are resolved: what either side added is
   * there, and where both changed the same, ours stands.
   *
   * @param file the name to tell in messages
   * @throws JpmException EJSONPARSE with line and column; ELOCKFILEVERSION where the file is newer
   *     than what is known
   */
  public static PackageLock read(String text, String file) {
    boolean conflicted = MergeConflict.isIn(text);
    ObjectNode json =
        conflicted ? MergeConflict.parse(text, file) : JsonText.parseObject(text, file);
    int version = version(json);
    if (version > NEWEST_KNOWN) {
      throw JpmException.of(
              ErrorCode.ELOCKFILEVERSION,
              "%s has lockfileVersion %d, and this jpm knows versions up to %d"
                  .formatted(file, version, NEWEST_KNOWN))
          .withHint("Use a newer jpm, or remove " + file + " and install again");
    }
    return new PackageLock(json, version, JsonStyle.of(text), conflicted);
  }

  private static int version(ObjectNode json) {
    JsonNode version = json.get("lockfileVersion");
    return version != null && version.isInt() ? version.intValue() : 0;
  }

  /** {@code lockfileVersion} as the file gave it; 0 where it gave none. */
  public int version() {
    return version;
  }

  /** The version to write the file in where no setting says another. */
  public int versionToWrite() {
    return version <= 1 ? DEFAULT_VERSION : version;
  }

  /** Whether entries lack metadata, which has to be fetched: npm 6 and before wrote it. */
  public boolean isOld() {
    return version < 2;
  }

  /** Whether it does not even say what requires what: npm before 5.1 wrote it. */
  public boolean isAncient() {
    return isOld() && !isTruthy(json.get("requires"));
  }

  /** Whether it was read from two sides of a merge conflict. */
  public boolean isMerged() {
    return merged;
  }

  public JsonStyle style() {
    return style;
  }

  /**
   * What the file says of the project itself: its package.json when the file was written. An old
   * lockfile says no more than name and version, and npm takes the rest from package.json.
   */
  public Manifest root() {
    if (packages().get("") instanceof ObjectNode root) {
      return ManifestNormalizer.ofLockEntry(root);
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (String key : new String[] {"name", "version"}) {
      if (isOld() && json.has(key)) {
        root.set(key, json.get(key));
      }
    }
    return new Manifest(root);
  }

  /**
   * The virtual tree, the root's manifest being {@link #root()}. Of old lockfiles the tree holds
   * places, sources, versions and requirements.
   *
   * @throws JpmException EMISSINGTARGET, EINVALIDLOCATION for entries that cannot stand
   */
  public Tree tree() {
    return tree(root());
  }

  /** The virtual tree under this manifest of the project. */
  public Tree tree(Manifest root) {
    return tree(root, _ -> Optional.empty());
  }

  /**
   * The virtual tree under this manifest of the project.
   *
   * @param onDisk the package.json that lies at a link's target outside node_modules, which counts
   *     more than what the lockfile says of it, as people change it; empty where it is missing
   */
  public Tree tree(Manifest root, Function<Location, Optional<Manifest>> onDisk) {
    return isOld() && !(json.get("packages") instanceof ObjectNode)
        ? OldLock.tree(json, root, onDisk)
        : LockEntries.tree(packages(), root, onDisk);
  }

  /**
   * The versions of each package below node_modules, as its entry alone tells name and version:
   * what is known before there is a tree. Empty for old lockfiles.
   */
  public SequencedMap<String, List<String>> versions() {
    VersionsByName found = new VersionsByName();
    packages()
        .forEachEntry((place, entry) -> {
          Location location = new Location(place);
          if (entry instanceof ObjectNode meta && location.isInNodeModules()) {
            String name = LockEntries.text(meta, "name");
            String version = LockEntries.text(meta, "version");
            if (version != null) {
              found.add(name == null ? location.folderName() : name, version);
            }
          }
        });
    return found.all();
  }

  /** Fields of the file that are not npm's, which npm keeps when it writes the file again. */
  ObjectNode kept() {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    json.forEachEntry((key, value) -> {
      if (!key.equals("packages") && !key.equals("dependencies")) {
        kept.set(key, value);
      }
    });
    return kept;
  }

  private ObjectNode packages() {
    return json.get("packages") instanceof ObjectNode packages
        ? packages
        : JsonNodeFactory.instance.objectNode();
  }

  private static boolean isTruthy(@Nullable JsonNode value) {
    return value != null && !value.isNull() && !(value.isBoolean() && !value.booleanValue());
  }
}
