package dev.jpm.audit.lock;

import dev.jpm.audit.policy.Build;
import dev.jpm.audit.policy.Build.Stated;
import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.PackageFacts.Origin;
import dev.jpm.audit.policy.PackageFacts.Scripts;
import dev.jpm.audit.registry.Release;
import dev.jpm.audit.registry.ReleaseSource;
import dev.jpm.lockfile.entry.LockFormat;
import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.lockfile.entry.Source;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a lockfile, and a registry where one may be asked, tell of a lockfile's packages. */
public final class LockFacts {
  private final LockText lock;
  private final @Nullable ReleaseSource source;
  private final Set<String> askedByUrl = new HashSet<>();

  /**
   * The facts of {@code lock}.
   *
   * @param source null where nobody is to be asked
   */
  public LockFacts(LockText lock, @Nullable ReleaseSource source) {
    this.lock = lock;
    this.source = source;
    for (Requirement requirement : lock.lock().requirements()) {
      String to = requirement.to();
      String spec = requirement.spec();
      LockedPackage found = to == null ? null : lock.lock().packages().get(to);
      String url = found == null ? null : found.url();
      if (to != null && url != null && spec.startsWith("http") && LockView.isSameUrl(spec, url)) {
        askedByUrl.add(to);
      }
    }
  }

  /** Lets the registry's documents be fetched meanwhile. */
  public void prefetch() {
    if (source != null) {
      Set<String> names = new LinkedHashSet<>();
      lock.lock().packages().values().stream()
          .filter(this::isOfRegistry)
          .forEach(entry -> names.add(entry.name()));
      source.prefetch(names);
    }
  }

  /** Whether a registry has the entry's version, by its name. */
  public boolean isOfRegistry(LockedPackage entry) {
    return entry.version() != null && !entry.bundled() && origin(entry) == Origin.REGISTRY;
  }

  /** The registry's; null where it has none, is not asked, or the entry is not from there. */
  public @Nullable Release release(LockedPackage entry) {
    String version = entry.version();
    return source == null || version == null || !isOfRegistry(entry)
        ? null
        : source.release(entry.name(), version);
  }

  /** All that is known of {@code entry}. */
  public PackageFacts of(LockedPackage entry) {
    return of(entry, release(entry));
  }

  /** All that the lockfile tells of {@code entry}, and {@code release} beside it. */
  public PackageFacts of(LockedPackage entry, @Nullable Release release) {
    String licence = entry.licence();
    return new PackageFacts(
        entry.name(),
        entry.version(),
        origin(entry),
        address(entry.source()),
        licence == null && release != null ? release.licence() : licence,
        release == null ? null : release.published(),
        scripts(entry, release),
        release == null
            ? Build.UNKNOWN
            : new Build(Stated.of(release.hasProvenance()), release.provenanceBefore(), null));
  }

  private Scripts scripts(LockedPackage entry, @Nullable Release release) {
    boolean some =
        entry.installScript()
            || (release != null && (release.hasInstallScript() || release.isBuiltWithoutScript()));
    if (some) {
      return Scripts.SOME;
    }
    boolean told = release != null || lock.lock().format() == LockFormat.NPM;
    return told ? Scripts.NONE : Scripts.UNKNOWN;
  }

  private Origin origin(LockedPackage entry) {
    return switch (entry.source()) {
      case Source.Repository _ -> Origin.REPOSITORY;
      case Source.Folder _, Source.Workspace _ -> Origin.FOLDER;
      case Source.Tarball _ -> askedByUrl.contains(entry.key()) ? Origin.REMOTE : Origin.REGISTRY;
    };
  }

  /** Host and path, whatever the way to get there. */
  private static @Nullable String address(Source source) {
    String url =
        switch (source) {
          case Source.Tarball(String tarball) -> tarball;
          case Source.Repository(String repository, String _) -> repository;
          case Source.Folder _, Source.Workspace _ -> null;
        };
    return url == null
        ? null
        : url.toLowerCase(Locale.ROOT)
            .replaceFirst("^(github|gitlab):(?!//)", "$1.com/")
            .replaceFirst("^bitbucket:(?!//)", "bitbucket.org/")
            .replaceFirst("^(git\\+)?[a-z]+://", "")
            .replaceFirst("^[^@/]*@", "")
            .replaceFirst("^([^/:]+):(\\d+(?=/))?", "$1/")
            .replaceFirst("//", "/")
            .replaceFirst("[?#].*", "")
            .replaceFirst("\\.git/?$", "");
  }
}
