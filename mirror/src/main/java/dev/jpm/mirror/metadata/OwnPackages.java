package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The packages that were published here. Every change is whole or did not happen. */
public interface OwnPackages {
  /** A package, apart from its versions. */
  record OwnPackage(
      PackageName name,
      long rev,
      Instant created,
      Instant modified,
      String readme,
      SequencedMap<String, String> tags,
      List<String> owners) {}

  /**
   * A version.
   *
   * @param manifest null where it was taken back
   * @param digest of its tarball
   */
  record Release(
      String version, @Nullable ObjectNode manifest, String digest, long size, Instant published) {}

  /**
   * What is attested of a version.
   *
   * @param bundle the statement, with what proves it
   */
  record Attestation(String type, ObjectNode bundle) {}

  /**
   * A version that is to be published, its tarball being stored already.
   *
   * @param standing what the package is to its publisher
   */
  record Publication(
      PackageName name,
      Release release,
      Set<String> tags,
      String readme,
      String publisher,
      Standing standing,
      List<Attestation> attestations) {
    /** By one of its owners, or by who comes first. */
    public Publication(
        PackageName name, Release release, Set<String> tags, String readme, String publisher) {
      this(name, release, tags, readme, publisher, Standing.OWN, List.of());
    }
  }

  /**
   * What a package is to who publishes it.
   *
   * @param shared whether they may also where it belongs to others
   * @param restricted whether it is to be for those alone who have rights to it, where it is new
   */
  record Standing(boolean shared, boolean restricted) {
    public static final Standing OWN = new Standing(false, false);
  }

  /** How a publication ended. */
  enum Published {
    DONE,
    /** That version is, or was, there. */
    EXISTS,
    /** The package belongs to others. */
    NOT_OWNER
  }

  Optional<OwnPackage> find(PackageName name);

  boolean has(PackageName name);

  /** Those to whom a package belongs, also where it has been taken back. */
  List<String> owners(PackageName name);

  /** The packages that belong to {@code person} and have not been taken back. */
  List<PackageName> ownedBy(String person);

  /** Those to whom the package belongs that was the first in {@code scope}. */
  List<String> founders(String scope);

  /** The names of all packages that have not been taken back. */
  List<PackageName> names();

  /** All versions in the order of their publication, also those that were taken back. */
  List<Release> releases(PackageName name);

  Optional<Release> release(PackageName name, String version);

  /** Whether a version that is not taken back has the tarball with that digest. */
  boolean names(String digest);

  Published publish(Publication publication);

  /** What is attested of a version. */
  List<Attestation> attestations(PackageName name, String version);

  /** The packages of which a version is not signed. */
  List<PackageName> unsigned();

  /** Has those versions signed that are not; {@code signing} changes their manifests. */
  void sign(PackageName name, Consumer<ObjectNode> signing, Instant now);

  /** Changes what is said of being deprecated; an empty text takes it back. */
  void deprecate(PackageName name, Map<String, String> messages, Instant now);

  /**
   * Takes versions back; those tags that name them go too. Nothing happens, and the answer is
   * false, where the package has changed since {@code own} was read.
   */
  boolean withdraw(OwnPackage own, Set<String> versions, Map<String, String> tags, Instant now);

  /** Takes the whole package back, unless it has changed since {@code own} was read. */
  boolean withdraw(OwnPackage own);

  /** Points a tag to a version, or to none where it is null. */
  void tag(PackageName name, String tag, @Nullable String version, Instant now);

  void setOwners(PackageName name, List<String> owners, Instant now);

  /** The packages whose name or text has all of {@code words}, best first. */
  List<PackageName> search(List<String> words);
}
