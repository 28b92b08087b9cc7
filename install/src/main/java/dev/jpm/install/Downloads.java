package dev.jpm.install;

import dev.jpm.cache.Label;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.fetcher.Tarball;
import dev.jpm.fetcher.TarballFetcher;
import dev.jpm.linker.PackageSource;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.resolver.PickListener;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The packages of one install on their way into the store: begun as soon as a version is picked, or
 * as soon as a lockfile names it, and handed to the linker when they are whole.
 */
final class Downloads implements PickListener, PackageSource {
  /** Each lookup reads a small file, which keeps a thread busy. */
  private static final int LOOKERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

  private final Workbench bench;
  private final Path project;
  private final GitPackages git;
  private final FolderPackages folders;
  private final ExecutorService threads;
  private final Map<Integrity, StoredPackage> known = new ConcurrentHashMap<>();
  private volatile Function<Location, Set<Location>> optionalSets = Set::of;
  private volatile @Nullable TarballFetcher fetcher;

  Downloads(
      Workbench bench,
      Path project,
      GitPackages git,
      FolderPackages folders,
      ExecutorService threads) {
    this.bench = bench;
    this.project = project;
    this.git = git;
    this.folders = folders;
    this.threads = threads;
  }

  /** Looks all of these up in the store and begins to fetch those it lacks; waits for nothing. */
  void beginAll(Collection<PackageNode> nodes) {
    List<PackageNode> wanted = List.copyOf(nodes);
    int share = Math.max(1, Math.ceilDiv(wanted.size(), LOOKERS));
    for (int from = 0; from < wanted.size(); from += share) {
      List<PackageNode> part = wanted.subList(from, Math.min(wanted.size(), from + share));
      inBackground(() -> begin(part));
    }
  }

  private void begin(List<PackageNode> nodes) {
    Set<Integrity> integrities = new HashSet<>();
    for (PackageNode node : nodes) {
      Integrity integrity = node.integrity();
      if (integrity != null && !known.containsKey(integrity)) {
        integrities.add(integrity);
      }
    }
    if (!integrities.isEmpty()) {
      Map<Integrity, StoredPackage> found = bench.store().findAll(integrities);
      known.putAll(found);
      bench.surroundings().reporter().on(new Event.FoundInStore(found.size()));
    }
    List<PackageNode> missing = nodes.stream().filter(this::isMissing).toList();
    if (!missing.isEmpty()) {
      fetcher(); // All of them will want it at once, and would wait for each other.
    }
    missing.forEach(node -> inBackground(() -> await(node)));
  }

  private boolean isMissing(PackageNode node) {
    Integrity integrity = node.integrity();
    return integrity == null || !known.containsKey(integrity);
  }

  /** Who tells what else an optional package takes with it. */
  void setOptionalSets(Function<Location, Set<Location>> sets) {
    optionalSets = sets;
  }

  @Override
  public void picked(PackageName name, Manifest manifest) {
    String version = manifest.version();
    if (version != null) {
      inBackground(() -> fetch(tarballOf(name, manifest, Dist.of(manifest))));
    }
  }

  @Override
  public StoredPackage await(PackageNode node) {
    Integrity integrity = node.integrity();
    StoredPackage stored = integrity == null ? null : known.get(integrity);
    if (stored != null) {
      return stored;
    }
    if (GitPackages.isSourceOf(node)) {
      return git.ofNode(node);
    }
    return folders.isSourceOf(node) ? folders.ofNode(node) : fetch(tarballOf(node));
  }

  @Override
  public Set<Location> optionalSet(PackageNode node) {
    return optionalSetAt(node.location());
  }

  /** What goes when the optional package at {@code failed} turns out not to work. */
  Set<Location> optionalSetAt(Location failed) {
    return optionalSets.apply(failed);
  }

  private StoredPackage fetch(Tarball tarball) {
    return fetcher().fetch(tarball);
  }

  private TarballFetcher fetcher() {
    TarballFetcher open = fetcher;
    if (open == null) {
      open = bench.tarballs();
      fetcher = open;
    }
    return open;
  }

  /**
   * Failures are not lost: whoever needs the package asks again and gets them. Here nobody looks at
   * the future, so that what is given up when the install ends early is not told on the console.
   */
  private void inBackground(Runnable fetch) {
    try {
      Future<?> _ = threads.submit(fetch);
    } catch (RejectedExecutionException e) {
      // The install is over.
    }
  }

  private Tarball tarballOf(PackageNode node) {
    PackageName name = PackageName.tryParse(node.packageName()).orElse(null);
    Manifest manifest = node.manifest();
    String version = manifest.version();
    String resolved = node.resolved();
    if (resolved == null) {
      if (name == null || version == null) {
        throw JpmException.of(
            ErrorCode.ETARBALL, "The lockfile does not say where " + node.location() + " is from");
      }
      return unlocated(name, version, node);
    }
    return new Tarball(
        new Label(node.packageName(), version == null ? "" : version),
        name,
        url(resolved),
        node.integrity());
  }

  /**
   * A lockfile may leave registry URLs out; the store knows the bytes, else the registry the URL.
   */
  private Tarball unlocated(PackageName name, String version, PackageNode node) {
    Integrity integrity = node.integrity();
    Packument packument =
        switch (bench.packuments().fetch(name)) {
          case PackumentResult.Found found -> found.packument();
          case PackumentResult.Missing missing -> throw missing.error();
          case PackumentResult.Unavailable unavailable -> throw unavailable.error();
        };
    Packument.Release release = packument.versions().get(version);
    if (release == null) {
      throw JpmException.of(
          ErrorCode.ETARGET, "No matching version found for " + name + "@" + version);
    }
    Dist dist = Dist.of(release.manifest());
    return new Tarball(
        new Label(name.value(), version),
        name,
        URI.create(dist.tarball()),
        integrity == null ? dist.integrity() : integrity);
  }

  private static Tarball tarballOf(PackageName name, Manifest manifest, Dist dist) {
    return new Tarball(
        new Label(name.value(), String.valueOf(manifest.version())),
        name,
        URI.create(dist.tarball()),
        dist.integrity());
  }

  /** The URL of a {@code resolved} value; a {@code file:} path is relative to the project. */
  private URI url(String resolved) {
    if (resolved.startsWith("file:")) {
      return project.resolve(resolved.substring("file:".length())).normalize().toUri();
    }
    URI parsed = parse(resolved);
    if (parsed == null) {
      throw JpmException.of(ErrorCode.EUNSUPPORTEDPROTOCOL, "Not a URL to fetch from: " + resolved);
    }
    return parsed;
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
