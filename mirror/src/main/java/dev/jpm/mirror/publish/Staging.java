package dev.jpm.mirror.publish;

import dev.jpm.mirror.access.Identity;
import dev.jpm.mirror.access.Rights;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.OwnPackages;
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
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Versions that are brought now, and published once somebody has approved them who may publish
 * them.
 */
public final class Staging {
  private final Publishing publishing;
  private final Rights rights;
  private final StagedVersions staged;
  private final OwnPackages packages;
  private final ReleaseSigner signer;
  private final UnusedBlobs unused;
  private final InstantSource clock;

  public Staging(
      Publishing publishing,
      Rights rights,
      MetadataStore metadata,
      ReleaseSigner signer,
      UnusedBlobs unused,
      InstantSource clock) {
    this.publishing = publishing;
    this.rights = rights;
    this.staged = metadata.staged();
    this.packages = metadata.packages();
    this.signer = signer;
    this.unused = unused;
    this.clock = clock;
  }

  /**
   * Keeps what {@code publisher} submitted, who was found to have the right to, until it is
   * approved; the answer is its id.
   */
  public String stage(PackageName name, Submission submission, Publisher publisher) {
    Publication publication = publishing.checked(name, submission, publisher);
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
                submission.restricted(),
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

  /** What {@code who} may see of what waits. */
  public List<Staged> seenBy(Identity.Known who) {
    return staged.all().stream().filter(waiting -> sees(who, waiting)).toList();
  }

  private boolean sees(Identity.Known who, Staged waiting) {
    return rights.maySeeStaged(who, waiting.name(), waiting.person());
  }

  /** One that {@code who} may see. */
  public Staged find(String id, Identity.Known who) {
    return staged
        .find(id)
        .filter(waiting -> sees(who, waiting))
        .orElseThrow(() -> HttpProblem.notFound("nothing of that id waits for approval"));
  }

  /** Publishes what waits; meanwhile an upstream may have got a package of that name. */
  public void approve(String id, Identity.Known who) {
    Staged waiting = decided(id, who);
    publishing.admit(waiting.name());
    String person = who.name();
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
            publishing.standing(waiting.name(), content.restricted()),
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
  public void reject(String id, Identity.Known who) {
    Staged waiting = decided(id, who);
    staged.remove(id);
    unused.removeUnused(List.of(waiting.digest()));
  }

  /** One about which {@code who} decides; who may only hand versions in does not. */
  private Staged decided(String id, Identity.Known who) {
    Staged waiting = find(id, who);
    if (!rights.mayPublish(who, waiting.name())) {
      throw PublishRules.notOwner(waiting.name(), who.name());
    }
    return waiting;
  }
}
