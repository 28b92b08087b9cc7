package dev.jpm.install;

import dev.jpm.audit.registry.PackumentReleases;
import dev.jpm.audit.registry.Release;
import dev.jpm.audit.registry.ReleaseSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What the registry says of versions, out of the documents that installs read and keep. */
public final class RegistryReleases implements ReleaseSource, AutoCloseable {
  private final FetchedPackuments packuments;
  private final ReleaseSource releases;

  /**
   * Asks with the tools of {@code bench}.
   *
   * @param withHistory whether it is told what was before a version
   */
  public RegistryReleases(Workbench bench, boolean withHistory) {
    this.packuments = new FetchedPackuments(bench::packuments);
    this.releases = new PackumentReleases(packuments, withHistory);
  }

  @Override
  public @Nullable Release release(String name, String version) {
    return releases.release(name, version);
  }

  @Override
  public void prefetch(Collection<String> names) {
    releases.prefetch(names);
  }

  @Override
  public void close() {
    packuments.close();
  }
}
