package dev.jpm.mirror.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a mirror is to be.
 *
 * @param publicUrl the address that clients know it by, with a final slash; null where that is the
 *     one they call
 * @param namespaces globs of names that are never asked of an upstream
 * @param access who may do what
 * @param policy what may pass of what upstreams have
 * @param trust who is believed about what is published
 * @param operation how it is run
 */
public record MirrorConfig(
    Listen listen,
    StorageConfig storage,
    @Nullable URI publicUrl,
    List<UpstreamConfig> upstreams,
    List<String> namespaces,
    Access access,
    Limits limits,
    PolicyConfig policy,
    TrustConfig trust,
    Operation operation) {
  public MirrorConfig {
    upstreams = List.copyOf(upstreams);
    namespaces = List.copyOf(namespaces);
  }

  /** Where it listens; port 0 takes a free one. */
  public record Listen(String host, int port) {
    public static final Listen USUAL = new Listen("127.0.0.1", 4873);
  }

  /**
   * Who may do what.
   *
   * @param signIn how people log in
   * @param signUp may strangers make themselves a user?
   * @param anonymousReads may they read without being one?
   * @param admins users who look after the mirror
   * @param rules of which the first that is about a package counts
   */
  public record Access(
      SignIn signIn,
      boolean signUp,
      boolean anonymousReads,
      List<String> admins,
      List<AccessRule> rules) {
    public static final Access OPEN = new Access(true, true);

    public Access {
      admins = List.copyOf(admins);
      rules = List.copyOf(rules);
    }

    /** People log in with passwords. */
    public Access(
        boolean signUp, boolean anonymousReads, List<String> admins, List<AccessRule> rules) {
      this(SignIn.USUAL, signUp, anonymousReads, admins, rules);
    }

    /** Packages are like each other. */
    public Access(boolean signUp, boolean anonymousReads, List<String> admins) {
      this(signUp, anonymousReads, admins, List.of());
    }

    /** Nobody looks after it by its pages. */
    public Access(boolean signUp, boolean anonymousReads) {
      this(signUp, anonymousReads, List.of());
    }
  }

  /**
   * How much is taken in.
   *
   * @param tarball bytes of one that is published
   * @param document bytes of one that describes a package, apart from tarballs in it
   */
  public record Limits(long tarball, long document) {
    public static final Limits USUAL = new Limits(256L << 20, 16L << 20);
  }

  /** A mirror of {@code upstream} with nothing else said. */
  public static MirrorConfig of(Listen listen, Path storage, URI upstream) {
    return new MirrorConfig(
        listen,
        StorageConfig.in(storage),
        null,
        List.of(UpstreamConfig.of("upstream", upstream)),
        List.of(),
        Access.OPEN,
        Limits.USUAL,
        PolicyConfig.NONE,
        TrustConfig.USUAL,
        Operation.USUAL);
  }

  /** The same with other upstreams. */
  public MirrorConfig with(List<UpstreamConfig> others) {
    return new MirrorConfig(
        listen, storage, publicUrl, others, namespaces, access, limits, policy, trust, operation);
  }

  /** The same at other places. */
  public MirrorConfig at(Listen otherListen, StorageConfig otherStorage) {
    return new MirrorConfig(
        otherListen,
        otherStorage,
        publicUrl,
        upstreams,
        namespaces,
        access,
        limits,
        policy,
        trust,
        operation);
  }

  /** The same for this process only: at any free port, for reading. */
  public MirrorConfig alone() {
    return new MirrorConfig(
        new Listen("127.0.0.1", 0),
        storage,
        null,
        upstreams,
        namespaces,
        new Access(false, true),
        limits,
        policy,
        trust,
        new Operation(null, null, null, operation.upkeep()));
  }

  /** The same with other rights of strangers. */
  public MirrorConfig with(Access other) {
    return new MirrorConfig(
        listen, storage, publicUrl, upstreams, namespaces, other, limits, policy, trust, operation);
  }

  /** The same with a policy. */
  public MirrorConfig with(PolicyConfig other) {
    return new MirrorConfig(
        listen, storage, publicUrl, upstreams, namespaces, access, limits, other, trust, operation);
  }

  /** The same that believes others. */
  public MirrorConfig with(TrustConfig other) {
    return new MirrorConfig(
        listen,
        storage,
        publicUrl,
        upstreams,
        namespaces,
        access,
        limits,
        policy,
        other,
        operation);
  }

  /** The same, run in another way. */
  public MirrorConfig with(Operation other) {
    return new MirrorConfig(
        listen, storage, publicUrl, upstreams, namespaces, access, limits, policy, trust, other);
  }
}
