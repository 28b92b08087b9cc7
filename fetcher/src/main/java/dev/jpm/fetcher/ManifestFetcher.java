package dev.jpm.fetcher;

import dev.jpm.cache.Label;
import dev.jpm.cache.StoredPackage;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Manifests of packages that no registry document tells of: they lie in a tarball, on disk or
 * anywhere on the web, which is brought into the store for it.
 */
public final class ManifestFetcher {
  private final TarballFetcher tarballs;

  public ManifestFetcher(TarballFetcher tarballs) {
    this.tarballs = tarballs;
  }

  /** A package that was read out of its tarball; {@code integrity} is the SHA-512 of that. */
  public record Unpacked(Manifest manifest, Integrity integrity, StoredPackage stored) {}

  /** The package in the tarball {@code file}; throws as {@link TarballFetcher#fetch} does. */
  public Unpacked file(Path file, @Nullable Integrity integrity) {
    return read(file.toAbsolutePath().toUri(), integrity);
  }

  /** The package in the tarball at {@code url}; throws as {@link TarballFetcher#fetch} does. */
  public Unpacked remote(URI url, @Nullable Integrity integrity) {
    return read(url, integrity);
  }

  private Unpacked read(URI url, @Nullable Integrity integrity) {
    StoredPackage stored = tarballs.fetch(new Tarball(Label.NONE, null, url, integrity));
    return new Unpacked(PackageContents.manifest(stored), stored.integrity(), stored);
  }
}
