package dev.jpm.mirror.publish;

import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.packument.TarballName;
import dev.jpm.mirror.publish.Submission.Attachment;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import dev.jpm.model.PackageName;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What must hold of a submission before it becomes a version. */
final class PublishRules {
  private static final int LONGEST_NAME = 214;
  private static final Pattern NEW_NAME =
      Pattern.compile("(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*");

  private PublishRules() {}

  /** Old names may be odd, new ones may not. */
  static void checkNewName(PackageName name) {
    if (name.value().length() > LONGEST_NAME || !NEW_NAME.matcher(name.value()).matches()) {
      throw HttpProblem.badRequest("A new package cannot be called " + name);
    }
  }

  /** The one tarball, which must be called as its package and version. */
  static Attachment tarball(PackageName name, Submission submission) {
    Attachment tarball = submission.tarball();
    if (tarball == null) {
      throw HttpProblem.badRequest("There is no tarball in what was sent");
    }
    for (String version : submission.versions()) {
      boolean scoped = tarball.name().equals(name + "-" + version + ".tgz");
      if (scoped || tarball.name().equals(TarballName.of(name, version))) {
        return tarball;
      }
    }
    throw HttpProblem.badRequest("No version has a tarball called " + tarball.name());
  }

  /** The one version that is new. */
  static Map.Entry<String, ObjectNode> version(
      PackageName name, Submission submission, OwnPackages packages) {
    Optional<Map.Entry<String, ObjectNode>> added =
        submission.added().entrySet().stream().findFirst();
    if (added.isEmpty()) {
      throw submission.versions().stream()
          .findFirst()
          .map(PublishRules::exists)
          .orElseGet(() -> HttpProblem.badRequest("There is no version in what was sent"));
    }
    String version = added.get().getKey();
    if (packages.release(name, version).isPresent()) {
      throw exists(version);
    }
    ObjectNode manifest = added.get().getValue();
    if (Version.tryParse(version).filter(parsed -> parsed.toString().equals(version)).isEmpty()) {
      throw HttpProblem.badRequest("\"" + version + "\" is no version");
    }
    if (!manifest.path("name").asString("").equals(name.value())
        || !manifest.path("version").asString("").equals(version)) {
      throw HttpProblem.badRequest(
          "The manifest of " + name + "@" + version + " has another name or version");
    }
    return added.get();
  }

  /** The bytes must be those that the manifest promises. */
  static void checkBytes(ObjectNode manifest, Upload upload) {
    String integrity = manifest.path("dist").path("integrity").asString("");
    String shasum = manifest.path("dist").path("shasum").asString("");
    boolean fits =
        (integrity.isEmpty()
                || Integrity.tryParse(integrity).filter(told -> fits(upload, told)).isPresent())
            && (shasum.isEmpty() || shasum.equalsIgnoreCase(sha1(upload)));
    if (!fits) {
      throw HttpProblem.badRequest("The tarball is not what the manifest promises");
    }
    if (upload.size() == 0) {
      throw HttpProblem.badRequest("The tarball is empty");
    }
  }

  private static boolean fits(Upload upload, Integrity told) {
    return told.matches(
        Integrity.of(Algorithm.SHA512, upload.digest(Algorithm.SHA512))
            .merge(Integrity.of(Algorithm.SHA1, upload.digest(Algorithm.SHA1)))
            .orElseThrow());
  }

  static void checkTags(Submission submission, String version) {
    for (Map.Entry<String, String> tag : submission.tags().entrySet()) {
      checkTag(tag.getKey());
      if (!tag.getValue().equals(version)) {
        throw HttpProblem.badRequest(
            "The tag " + tag.getKey() + " names another version than the one that is published");
      }
    }
  }

  /** A tag that reads as a range could never be asked for. */
  static void checkTag(String tag) {
    if (tag.isEmpty() || Range.tryParse(tag).isPresent()) {
      throw HttpProblem.badRequest("Tag name must not be a valid SemVer range: " + tag);
    }
  }

  /** Says of the tarball what is true, whatever the client said. */
  static void complete(ObjectNode manifest, PackageName name, String version, Upload upload) {
    manifest.put("_id", name + "@" + version);
    ObjectNode dist = manifest.withObject("/dist");
    // What others have stated and signed is not this.
    dist.remove(List.of("attestations", "signatures"));
    dist.put("integrity", Integrity.of(Algorithm.SHA512, upload.digest(Algorithm.SHA512)).value());
    dist.put("shasum", sha1(upload));
    dist.put("tarball", TarballName.of(name, version));
  }

  /** Tells clients where to find what is attested; whoever shows it puts the address before it. */
  static void tellOf(
      List<Attestation> attestations, ObjectNode manifest, PackageName name, String version) {
    for (Attestation attestation : attestations) {
      ObjectNode told = manifest.withObject("/dist").putObject("attestations");
      told.put("url", "-/npm/v1/attestations/" + name.escaped() + "@" + version);
      told.putObject("provenance").put("predicateType", attestation.type());
    }
  }

  static HttpProblem exists(String version) {
    return HttpProblem.forbidden(
        "You cannot publish over the previously published versions: " + version + ".");
  }

  static HttpProblem notOwner(PackageName name, String person) {
    return HttpProblem.forbidden(
        "You do not have permission to publish \"" + name + "\". You are logged in as " + person);
  }

  private static String sha1(Upload upload) {
    return HexFormat.of().formatHex(upload.digest(Algorithm.SHA1));
  }
}
