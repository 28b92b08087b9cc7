package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Rights;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.BodyStream;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.publish.Amending;
import dev.jpm.mirror.publish.Publisher;
import dev.jpm.mirror.publish.Publishing;
import dev.jpm.mirror.publish.Staging;
import dev.jpm.mirror.publish.Submission;
import dev.jpm.mirror.publish.SubmissionReader;
import dev.jpm.mirror.trust.TrustedPublishing;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.function.Predicate;

/** Publishing, and the changes that clients make by sending a packument back. */
public final class PublishRoutes {
  private final Gatekeeper gatekeeper;
  private final Rights rights;
  private final Homes homes;
  private final OwnPackages packages;
  private final BlobStore blobs;
  private final Publishing publishing;
  private final Amending amending;
  private final TrustedPublishing trusted;
  private final Staging staging;
  private final Limits limits;

  public PublishRoutes(
      Gatekeeper gatekeeper,
      Homes homes,
      OwnPackages packages,
      BlobStore blobs,
      Publishing publishing,
      Amending amending,
      TrustedPublishing trusted,
      Staging staging,
      Limits limits) {
    this.gatekeeper = gatekeeper;
    this.rights = gatekeeper.rights();
    this.homes = homes;
    this.packages = packages;
    this.blobs = blobs;
    this.publishing = publishing;
    this.amending = amending;
    this.trusted = trusted;
    this.staging = staging;
    this.limits = limits;
  }

  public List<Route> all() {
    return List.of(
        Route.of("PUT", "/{name}", this::put),
        Route.of("POST", "/-/stage/package/{name}", this::stage),
        Route.of("PUT", "/{name}/-rev/{rev}", this::putRevision),
        Route.of("DELETE", "/{name}/-rev/{rev}", this::withdraw),
        Route.of("DELETE", "/{name}/-/{file}/-rev/{rev}", this::removeTarball));
  }

  private Answer put(Call call, Values values) {
    PackageName name = Names.of(values);
    Publisher publisher =
        trusted
            .publisher(call, name, TrustedPublishing.PUBLISH)
            .orElseGet(() -> Publisher.of(gatekeeper.publisher(call, name)));
    publishing.admit(name);
    try (SubmissionReader reader = reader(name)) {
      Submission submission = read(reader, name, call);
      if (submission.tarball() == null && submission.added().isEmpty()) {
        if (publisher.trusted() != null) {
          throw HttpProblem.forbidden("This token is for publishing alone");
        }
        amending.deprecate(amending.published(name), submission);
        return done(200, "changed package");
      }
      publishing.publish(name, submission, publisher);
    }
    return done(201, "created new package version");
  }

  /** Takes in what somebody has to approve before it is published. */
  private Answer stage(Call call, Values values) {
    PackageName name = Names.of(values);
    Publisher publisher =
        trusted
            .publisher(call, name, TrustedPublishing.STAGE)
            .orElseGet(() -> Publisher.of(gatekeeper.stager(call, name)));
    publishing.admit(name);
    try (SubmissionReader reader = reader(name)) {
      String id = staging.stage(name, read(reader, name, call), publisher);
      return Answer.json(201, Json.object().put("stageId", id));
    }
  }

  private Answer putRevision(Call call, Values values) {
    PackageName name = Names.of(values);
    gatekeeper.holder(
        call, name, (who, what) -> rights.mayUnpublish(who, what) || rights.mayManage(who, what));
    OwnPackage own = current(name, values);
    try (SubmissionReader reader = reader(name)) {
      Submission submission = read(reader, name, call);
      List<String> maintainers = submission.maintainers();
      if (!submission.versions().isEmpty()) {
        gatekeeper.holder(call, name, rights::mayUnpublish);
        amending.withdrawMissing(own, submission);
      } else if (maintainers != null) {
        gatekeeper.holder(call, name, rights::mayManage);
        amending.setOwners(own, maintainers);
      } else {
        throw HttpProblem.badRequest("what was sent changes nothing that is known");
      }
    }
    return done(200, "changed package");
  }

  private Answer withdraw(Call call, Values values) {
    PackageName name = Names.of(values);
    gatekeeper.holder(call, name, rights::mayUnpublish);
    amending.withdraw(current(name, values));
    return done(200, "removed all package versions");
  }

  /**
   * The tarball went with its version; a client that says so at the end is told that all is well.
   */
  private Answer removeTarball(Call call, Values values) {
    PackageName name = Names.of(values);
    gatekeeper.holder(call, name, rights::mayUnpublish);
    amending.published(name);
    return done(200, "tarball removed");
  }

  /** The package as the client has seen it; refuses where it has changed since. */
  private OwnPackage current(PackageName name, Values values) {
    OwnPackage own = amending.published(name);
    String rev = homes.ownDocument(name).map(Document::id).orElse("");
    if (!rev.equals(values.get("rev"))) {
      throw Amending.changed();
    }
    return own;
  }

  private SubmissionReader reader(PackageName name) {
    Predicate<String> known =
        version ->
            packages
                .release(name, version)
                .filter(release -> release.manifest() != null)
                .isPresent();
    return new SubmissionReader(blobs, limits, known);
  }

  private Submission read(SubmissionReader reader, PackageName name, Call call) {
    Submission submission = reader.read(BodyStream.of(call, limits.document()));
    if (!submission.name().isEmpty() && !submission.name().equals(name.value())) {
      throw HttpProblem.badRequest(
          "What was sent is about " + submission.name() + ", not about " + name);
    }
    return submission;
  }

  private static Answer done(int status, String word) {
    return Answer.json(status, Json.object().put("ok", word).put("success", true));
  }
}
