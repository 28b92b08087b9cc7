package dev.jpm.mirror.publish;

import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.mirror.metadata.People;
import dev.jpm.model.PackageName;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Changes of what is published. */
public final class Amending {
  private final OwnPackages packages;
  private final People people;
  private final UnusedBlobs unused;
  private final InstantSource clock;

  public Amending(OwnPackages packages, People people, UnusedBlobs unused, InstantSource clock) {
    this.packages = packages;
    this.people = people;
    this.unused = unused;
    this.clock = clock;
  }

  /** The package of that name. */
  public OwnPackage published(PackageName name) {
    return packages
        .find(name)
        .orElseThrow(() -> HttpProblem.notFound("no package called " + name + " is published"));
  }

  /** Says which versions are deprecated, as far as that is new. */
  public void deprecate(OwnPackage own, Submission submission) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (Release release : packages.releases(own.name())) {
      ObjectNode manifest = release.manifest();
      String told = submission.deprecated().get(release.version());
      if (manifest != null
          && told != null
          && !told.equals(manifest.path("deprecated").asString(""))) {
        changed.put(release.version(), told);
      }
    }
    if (!changed.isEmpty()) {
      packages.deprecate(own.name(), changed, clock.instant());
    }
  }

  /** Takes the versions back that a newer document no longer names. */
  public void withdrawMissing(OwnPackage own, Submission submission) {
    Set<String> gone = new HashSet<>();
    for (Release release : packages.releases(own.name())) {
      if (release.manifest() != null && !submission.versions().contains(release.version())) {
        gone.add(release.version());
      }
    }
    if (gone.isEmpty()) {
      return;
    }
    Map<String, String> tags = new LinkedHashMap<>(submission.tags());
    tags.values().removeIf(version -> !submission.versions().contains(version));
    List<Release> releases = packages.releases(own.name());
    refuseUnless(packages.withdraw(own, gone, tags, clock.instant()));
    unused.removeUnused(
        releases.stream()
            .filter(release -> gone.contains(release.version()))
            .map(Release::digest)
            .toList());
  }

  public void withdraw(OwnPackage own) {
    List<Release> releases = packages.releases(own.name());
    refuseUnless(packages.withdraw(own));
    unused.removeUnused(releases.stream().map(Release::digest).toList());
  }

  private static void refuseUnless(boolean done) {
    if (!done) {
      throw changed();
    }
  }

  /** What is told to who wants to change a package that is not as they have seen it. */
  public static HttpProblem changed() {
    return new HttpProblem(409, "The package has been changed by somebody else meanwhile");
  }

  /** Points a tag to a version, or takes it away where that is null. */
  public void tag(OwnPackage own, String tag, @Nullable String version) {
    if (version == null) {
      if (tag.equals("latest")) {
        throw HttpProblem.forbidden("The tag latest cannot be removed");
      }
    } else {
      PublishRules.checkTag(tag);
      if (packages.release(own.name(), version).map(Release::manifest).isEmpty()) {
        throw HttpProblem.notFound("version not found: " + version);
      }
    }
    packages.tag(own.name(), tag, version, clock.instant());
  }

  public void setOwners(OwnPackage own, List<String> owners) {
    if (owners.isEmpty()) {
      throw HttpProblem.badRequest("A package must have an owner");
    }
    for (String owner : owners) {
      if (people.find(owner).isEmpty()) {
        throw HttpProblem.badRequest("There is no user called " + owner);
      }
    }
    packages.setOwners(own.name(), owners, clock.instant());
  }
}
