package dev.jpm.mirror.publish;

import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.metadata.OwnPackages.Publication;
import dev.jpm.mirror.metadata.OwnPackages.Published;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.metadata.OwnPackages.Standing;
import dev.jpm.mirror.publish.Submission.Attachment;
import dev.jpm.mirror.publish.Submission.Statement;
import dev.jpm.mirror.signature.ReleaseSigner;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Makes a version of what was submitted: all of it, or nothing. */
public final class Publishing {
  private final Homes homes;
  private final OwnPackages packages;
  private final ReleaseSigner signer;
  private final Provenance provenance;
  private final UnusedBlobs unused;
  private final InstantSource clock;

  public Publishing(
      Homes homes,
      OwnPackages packages,
      ReleaseSigner signer,
      Provenance provenance,
      UnusedBlobs unused,
      InstantSource clock) {
    this.homes = homes;
    this.packages = packages;
    this.signer = signer;
    this.provenance = provenance;
    this.unused = unused;
    this.clock = clock;
  }

  /** Refuses a name under which nothing may be published here. */
  public void admit(PackageName name) {
    if (packages.find(name).isPresent()) {
      return;
    }
    PublishRules.checkNewName(name);
    if (homes.isOwn(name)) {
      return;
    }
    switch (homes.elsewhere(name)) {
      case Lookup.Missing _ -> {}
      case Lookup.Found _, Lookup.Refused _ ->
          throw HttpProblem.forbidden(
              "The package " + name + " comes from an upstream; it cannot be published here");
      case Lookup.Unavailable(String reason) ->
          throw new HttpProblem(
              503,
              "It cannot be told whether an upstream has a package "
                  + name
                  + ": "
                  + reason
                  + ". Names of declared namespaces can be published meanwhile");
    }
  }

  /** Publishes what {@code publisher} submitted, who was found to have the right to. */
  public void publish(PackageName name, Submission submission, Publisher publisher) {
    Publication publication = checked(name, submission, publisher);
    signer.sign(manifest(publication.release()));
    refuseUnlessDone(published(PublishRules.tarball(name, submission), publication), publication);
  }

  /** What would be published of a submission, apart from its signature. */
  Publication checked(PackageName name, Submission submission, Publisher publisher) {
    String person = publisher.person();
    Attachment tarball = PublishRules.tarball(name, submission);
    Map.Entry<String, ObjectNode> added = PublishRules.version(name, submission, packages);
    ObjectNode manifest = added.getValue();
    PublishRules.checkBytes(manifest, tarball.upload());
    PublishRules.checkTags(submission, added.getKey());
    String readme =
        submission.readme().isEmpty() ? manifest.path("readme").asString("") : submission.readme();
    manifest.remove("readme");
    ObjectNode trusted = publisher.trusted();
    ObjectNode user = manifest.putObject("_npmUser").put("name", person);
    if (trusted != null) {
      user.set("trustedPublisher", trusted);
    }
    PublishRules.complete(manifest, name, added.getKey(), tarball.upload());
    List<Attestation> attestations = attestations(name, added.getKey(), submission, tarball);
    PublishRules.tellOf(attestations, manifest, name, added.getKey());
    Release release =
        new Release(
            added.getKey(),
            manifest,
            tarball.upload().sha512(),
            tarball.upload().size(),
            clock.instant());
    return new Publication(
        name,
        release,
        submission.tags().keySet(),
        readme,
        person,
        standing(name, submission.restricted()),
        attestations);
  }

  /** Of several who are the first, each has the right; it is the package of one. */
  Standing standing(PackageName name, boolean restricted) {
    return new Standing(!packages.owners(name).isEmpty(), restricted);
  }

  static ObjectNode manifest(Release release) {
    return Objects.requireNonNull(release.manifest(), "what is new has one");
  }

  static void refuseUnlessDone(Published ended, Publication publication) {
    switch (ended) {
      case DONE -> {}
      case EXISTS -> throw PublishRules.exists(publication.release().version());
      case NOT_OWNER -> throw PublishRules.notOwner(publication.name(), publication.publisher());
    }
  }

  private List<Attestation> attestations(
      PackageName name, String version, Submission submission, Attachment tarball) {
    Statement statement = submission.provenance();
    return statement == null
        ? List.of()
        : List.of(provenance.checked(statement, name, version, tarball.upload().sha512()));
  }

  private Published published(Attachment tarball, Publication publication) {
    try {
      return unused.keep(tarball.upload(), () -> packages.publish(publication));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
