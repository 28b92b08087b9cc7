package dev.jpm.resolver.graph;

import dev.jpm.model.Manifest;
import dev.jpm.model.semver.Version;
import dev.jpm.model.tree.EdgeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the graph needs of a manifest, worked out once and shared by all nodes of that package. Of
 * several sections that name the same dependency the later wins: peer, optional peer, production,
 * optional, development.
 */
public final class PackageInfo {
  private final Manifest manifest;
  private final boolean legacyPeerDeps;
  private final @Nullable String name;
  private final String versionText;
  private @Nullable Version version;
  private boolean isVersionRead;
  private final List<String> bundled;
  private @Nullable SequencedMap<String, Declared> dependencies;
  private @Nullable SequencedMap<String, Declared> withDev;

  /**
   * Reads {@code manifest}.
   *
   * @param legacyPeerDeps whether peers are left to the user, as npm 6 did
   */
  public PackageInfo(Manifest manifest, boolean legacyPeerDeps) {
    this.manifest = manifest;
    this.legacyPeerDeps = legacyPeerDeps;
    String givenName = manifest.name();
    this.name = givenName == null || givenName.isEmpty() ? null : givenName;
    String givenVersion = manifest.version();
    this.versionText = givenVersion == null ? "" : givenVersion;
    this.bundled = manifest.bundleDependencies();
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The package's own name, or null where it gives none. */
  public @Nullable String name() {
    return name;
  }

  /** As the manifest writes it, empty where it gives none. */
  public String versionText() {
    return versionText;
  }

  /** The version, or null where there is none that can be read. */
  public @Nullable Version version() {
    if (!isVersionRead) {
      version = Version.tryParseLoose(versionText).orElse(null);
      isVersionRead = true;
    }
    return version;
  }

  /** What comes inside the package's tarball. */
  public List<String> bundled() {
    return bundled;
  }

  /** Whether the registry or the lockfile says that the tarball holds an npm-shrinkwrap.json. */
  public boolean hasShrinkwrap() {
    return manifest.isTrue("_hasShrinkwrap") || manifest.isTrue("hasShrinkwrap");
  }

  /** What it depends on, by {@link NameKey}, in the order that npm makes the edges in. */
  public SequencedMap<String, Declared> declared(boolean dev) {
    if (dev) {
      SequencedMap<String, Declared> known = withDev;
      if (known == null) {
        known = new LinkedHashMap<>(declared(false));
        add(known, manifest.devDependencies(), EdgeType.DEV);
        withDev = known;
      }
      return known;
    }
    SequencedMap<String, Declared> known = dependencies;
    if (known == null) {
      known = read();
      dependencies = known;
    }
    return known;
  }

  private SequencedMap<String, Declared> read() {
    SequencedMap<String, Declared> all = new LinkedHashMap<>();
    if (!legacyPeerDeps) {
      addPeers(all, manifest.peerDependencies());
    }
    add(all, manifest.dependencies(), EdgeType.PROD);
    add(all, manifest.optionalDependencies(), EdgeType.OPTIONAL);
    return all;
  }

  private void addPeers(SequencedMap<String, Declared> all, Map<String, String> peers) {
    if (peers.isEmpty()) {
      return;
    }
    SequencedMap<String, String> required = new LinkedHashMap<>();
    SequencedMap<String, String> optional = new LinkedHashMap<>();
    for (Map.Entry<String, String> peer : peers.entrySet()) {
      (manifest.isPeerOptional(peer.getKey()) ? optional : required)
          .put(peer.getKey(), peer.getValue());
    }
    add(all, required, EdgeType.PEER);
    add(all, optional, EdgeType.PEER_OPTIONAL);
  }

  private void add(SequencedMap<String, Declared> all, Map<String, String> section, EdgeType type) {
    if (section.isEmpty()) {
      return;
    }
    Map<String, String> accept = manifest.texts("acceptDependencies");
    for (Map.Entry<String, String> entry : section.entrySet()) {
      String key = NameKey.of(entry.getKey());
      String accepted = accept.get(entry.getKey());
      Declared declared =
          new Declared(
              entry.getKey(),
              key,
              entry.getValue(),
              type,
              accepted != null && accepted.isEmpty() ? "*" : accepted);
      all.remove(key);
      all.put(key, declared);
    }
  }
}
