package dev.jpm.audit.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one version of a package. What is not known is not judged, apart from licences.
 *
 * @param version null where there is none
 * @param origin where its bytes come from
 * @param address host and path that they come from; null where a registry decides
 * @param licence as the package names it; null where it names none or nobody knows
 * @param published null where nobody knows
 * @param scripts whether it runs something when it is installed
 * @param build how it was built
 */
public record PackageFacts(
    String name,
    @Nullable String version,
    Origin origin,
    @Nullable String address,
    @Nullable String licence,
    @Nullable Instant published,
    Scripts scripts,
    Build build) {

  /** The facts without any about how it was built. */
  public PackageFacts(
      String name,
      @Nullable String version,
      Origin origin,
      @Nullable String address,
      @Nullable String licence,
      @Nullable Instant published,
      Scripts scripts) {
    this(name, version, origin, address, licence, published, scripts, Build.UNKNOWN);
  }

  /** Where a package's bytes can come from. */
  public enum Origin {
    REGISTRY("registry"),
    REPOSITORY("git"),
    REMOTE("remote"),
    FOLDER("folder");

    private final String word;

    Origin(String word) {
      this.word = word;
    }

    /** As a policy has it. */
    public String word() {
      return word;
    }
  }

  /** Whether a package runs something when it is installed. */
  public enum Scripts {
    NONE,
    SOME,
    UNKNOWN
  }

  /** The same with what is known of how it was built. */
  public PackageFacts with(Build known) {
    return new PackageFacts(name, version, origin, address, licence, published, scripts, known);
  }

  /** Name and version, for people. */
  public String id() {
    return version == null ? name : name + "@" + version;
  }

  /** The host of the address; null where it has none. */
  @Nullable String host() {
    String known = address;
    if (known == null) {
      return null;
    }
    int slash = known.indexOf('/');
    return slash < 0 ? known : known.substring(0, slash);
  }
}
