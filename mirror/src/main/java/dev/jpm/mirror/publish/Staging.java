package dev.jpm.mirror.publish;

import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Publication;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.metadata.StagedVersions;
import dev.jpm.mirror.metadata.StagedVersions.Content;
import dev.jpm.mirror.metadata.StagedVersions.Staged;
import dev.jpm.mirror.signature.ReleaseSigner;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Versions that are brought now, and published once an owner has approved them. */
public final class Staging {
  private final Publishing publishing;
  private final StagedVersions staged;
  private final OwnPackages packages;
  private final ReleaseSigner signer;
  private final UnusedBlobs unused;
  private final InstantSource clock;

  public Staging(
      Publishing publishing,
      MetadataStore metadata,
      ReleaseSigner signer,
      UnusedBlobs unused,
      InstantSource clock) {
    this.publishing = publishing;
    this.staged = metadata.staged();
    this.packages = metadata.packages();
    this.signer = signer;
    this.unused = unused;
    this.clock = clock;
  }

  /** Keeps what {@code publisher} submitted until it is approved; the answer is its id. */
  public String stage(PackageName name, Submission submission, Publisher publisher) {
    Publication publication = publishing.checked(name, submission, publisher);
    Optional<OwnPackage> own = packages.find(name);
    if (own.isPresent() && !own.get().owners().contains(publisher.person())) {
      throw PublishRules.notOwner(name, publisher.person());
    }
    Release release = publication.release();
    Staged waiting =
        new Staged(
            UUID.randomUUID().toString(),
            name,
            release.version(),
            release.digest(),
            release.size(),
            publisher.person(),
            clock.instant(),
            new Content(
                Publishing.manifest(release),
                List.copyOf(publication.tags()),
                publication.readme(),
                publication.attestations()));
    try {
      if (!unused.keep(
          PublishRules.tarball(name, submission).upload(), () -> staged.add(waiting))) {
        throw new HttpProblem(409, "Version " + release.version() + " waits for approval already");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return waiting.id();
  }

  /** What {@code person} may see of what waits. */
  public List<Staged> of(String person) {
    return staged.of(person);
  }

  /** One that {@code person} may see. */
  public Staged find(String id, String person) {
    return staged
        .find(id)
        .filter(it -> it.person().equals(person) || decides(person, it))
        .orElseThrow(() -> HttpProblem.notFound("nothing of that id waits for approval"));
  }

  /** Owners decide; while there is nothing yet that anybody could own, who has brought it. */
  private boolean decides(String person, Staged waiting) {
    return packages
        .find(waiting.name())
        .map(own -> own.owners().contains(person))
        .orElseGet(() -> waiting.person().equals(person));
  }

  /** Publishes what waits. */
  public void approve(String id, String person) {
    Staged waiting = decided(id, person);
    Content content = waiting.content();
    ObjectNode manifest = content.manifest();
    manifest.withObject("/_npmUser").putObject("approver").put("name", person);
    signer.sign(manifest);
    Release release =
        new Release(waiting.version(), manifest, waiting.digest(), waiting.size(), clock.instant());
    Publication publication =
        new Publication(
            waiting.name(),
            release,
            Set.copyOf(content.tags()),
            content.readme(),
            person,
            content.attestations());
    unused.alone(
        waiting.digest(),
        () -> {
          if (staged.find(id).isEmpty()) {
            throw Amending.changed();
          }
          Publishing.refuseUnlessDone(packages.publish(publication), publication);
          return staged.remove(id);
        });
  }

  /** Forgets what waits. */
  public void reject(String id, String person) {
    Staged waiting = find(id, person);
    staged.remove(id);
    unused.removeUnused(List.of(waiting.digest()));
  }

  private Staged decided(String id, String person) {
    Staged waiting = find(id, person);
    if (!decides(person, waiting)) {
      throw PublishRules.notOwner(waiting.name(), person);
    }
    return waiting;
  }
}
