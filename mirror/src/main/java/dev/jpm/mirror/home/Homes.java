package dev.jpm.mirror.home;

import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.TarballName;
import dev.jpm.mirror.policy.Admission;
import dev.jpm.mirror.policy.PackageState;
import dev.jpm.mirror.upstream.Documents;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.mirror.upstream.TarballLookup;
import dev.jpm.mirror.upstream.Tarballs;
import dev.jpm.mirror.upstream.Upstream;
import dev.jpm.model.PackageName;
import dev.jpm.model.glob.Glob;
import java.util.List;
import java.util.Optional;

/**
 * Where each package lives. A name that was declared, or under which something was published here,
 * is never asked of an upstream: nobody can slip another package under it there.
 */
public final class Homes {
  private final List<Glob> namespaces;
  private final List<Upstream> upstreams;
  private final OwnPackages packages;
  private final OwnDocument own;
  private final BlobStore blobs;
  private final Documents documents;
  private final Tarballs tarballs;
  private final Admission admission;

  public Homes(
      List<String> namespaces,
      List<Upstream> upstreams,
      MetadataStore metadata,
      BlobStore blobs,
      Documents documents,
      Tarballs tarballs,
      Admission admission) {
    this.namespaces = namespaces.stream().map(Glob::of).toList();
    this.upstreams = List.copyOf(upstreams);
    this.packages = metadata.packages();
    this.own = new OwnDocument(packages, metadata.people());
    this.blobs = blobs;
    this.documents = documents;
    this.tarballs = tarballs;
    this.admission = admission;
  }

  /**
   * The upstream that is asked for what belongs to no package; there may be none. It is the last:
   * those before it serve fewer names.
   */
  public Optional<Upstream> standard() {
    return upstreams.isEmpty() ? Optional.empty() : Optional.of(upstreams.getLast());
  }

  /** Who knows advisories here; nobody where only the upstream does. */
  public Optional<AdvisorySource> advisories() {
    return admission.advisories();
  }

  /** What decides about what upstreams have. */
  public Admission admission() {
    return admission;
  }

  /** What the policy does to a package, as far as it is known here; empty where it judges none. */
  public Optional<PackageState> state(PackageName name) {
    return isOwn(name) ? Optional.empty() : admission.state(documents.kept(name));
  }

  /** Whether only what is published here may have that name. */
  public boolean isDeclared(PackageName name) {
    return namespaces.stream().anyMatch(glob -> glob.matches(name.value()));
  }

  public boolean isOwn(PackageName name) {
    return isDeclared(name) || packages.has(name);
  }

  /** The packument of {@code name}. */
  public Lookup document(PackageName name) {
    if (isOwn(name)) {
      return ownDocument(name).<Lookup>map(Lookup.Found::new).orElseGet(Lookup.Missing::new);
    }
    return admission.admit(theirs(name));
  }

  /**
   * Why {@code version} of a package may not be had though its packument has it: who built it is
   * found out when somebody wants it.
   */
  public Optional<String> refusal(PackageName name, String version) {
    return isOwn(name) || !admission.asksWho()
        ? Optional.empty()
        : admission.refusal(theirs(name), version);
  }

  private Lookup theirs(PackageName name) {
    return upstream(name)
        .map(upstream -> documents.find(name, upstream))
        .orElseGet(() -> documents.kept(name));
  }

  private Lookup theirsAnew(PackageName name) {
    return upstream(name)
        .map(upstream -> documents.anew(name, upstream))
        .orElseGet(() -> documents.kept(name));
  }

  /** The packument of a package that was published here. */
  public Optional<Document> ownDocument(PackageName name) {
    return packages.find(name).map(own::of);
  }

  /** Whether an upstream has a package of that name; asked anew. */
  public Lookup elsewhere(PackageName name) {
    return upstream(name)
        .map(upstream -> documents.refresh(name, upstream))
        .orElseGet(Lookup.Missing::new);
  }

  /** The tarball called {@code file} of a package. */
  public TarballLookup tarball(PackageName name, String file) {
    if (isOwn(name)) {
      return ownTarball(name, file);
    }
    return admission
        .instead(
            file,
            () -> theirs(name),
            () -> theirsAnew(name),
            () -> tarballs.kept(name, file) instanceof TarballLookup.Stored)
        .orElseGet(() -> theirTarball(name, file));
  }

  private TarballLookup theirTarball(PackageName name, String file) {
    return upstream(name)
        .map(upstream -> tarballs.find(name, file, upstream))
        .orElseGet(() -> tarballs.kept(name, file));
  }

  private TarballLookup ownTarball(PackageName name, String file) {
    return TarballName.version(name, file)
        .flatMap(version -> packages.release(name, version))
        .filter(release -> release.manifest() != null)
        .map(Release::digest)
        .flatMap(digest ->
            blobs.find(digest).<TarballLookup>map(blob -> new TarballLookup.Stored(blob, digest)))
        .orElseGet(TarballLookup.Missing::new);
  }

  /** The upstream that serves {@code name}. */
  public Optional<Upstream> upstream(PackageName name) {
    return Upstream.serving(upstreams, name);
  }
}
