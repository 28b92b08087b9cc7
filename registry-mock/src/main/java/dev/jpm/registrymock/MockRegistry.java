package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A registry in this process, on a free port of the loopback interface, that a test fills, breaks
 * and listens to. Paths in its methods are decoded and lack the base path ({@code /@scope/name},
 * {@code /a/-/a-1.0.0.tgz}); {@code *} in them stands for any run of characters.
 */
public final class MockRegistry implements AutoCloseable {
  private static final int ALWAYS = Integer.MAX_VALUE;

  static {
    // Otherwise small answers wait 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Shelf shelf = new Shelf();
  private final Advisories advisories = new Advisories();
  private final SigningKeys keys = new SigningKeys();
  private final Dials dials = new Dials();
  private final RequestLog log = new RequestLog();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String basePath;

  private MockRegistry(Options options) {
    this.basePath = options.basePath();
    Routes routes = new Routes(shelf, advisories, keys, options.behaviour(), options.withTimes());
    Server handler = new Server(routes, dials, log, basePath);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", handler::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * How a registry is to be.
   *
   * @param behaviour which kind of server it plays
   * @param basePath the path below which it lies, beginning and ending with a slash
   * @param withTimes whether full packuments tell publish times
   */
  public record Options(Behaviour behaviour, String basePath, boolean withTimes) {
    /** The origin at the root of its host. */
    public static Options origin() {
      return new Options(Behaviour.ORIGIN, "/", true);
    }

    /** A caching gateway at the root of its host. */
    public static Options gateway() {
      return new Options(Behaviour.GATEWAY, "/", true);
    }

    public Options below(String path) {
      return new Options(behaviour, path, withTimes);
    }

    public Options withoutTimes() {
      return new Options(behaviour, basePath, false);
    }
  }

  /** Starts an empty registry that behaves like the origin. */
  public static MockRegistry start() {
    return start(Options.origin());
  }

  public static MockRegistry start(Options options) {
    return new MockRegistry(options);
  }

  /** The address to configure, with a final slash. */
  public String url() {
    return urlAs("127.0.0.1");
  }

  /** The same address by another name of this host, such as {@code localhost}. */
  public String urlAs(String host) {
    return "http://" + host + ":" + port() + basePath;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Publishes a version that is nothing special. */
  public MockRegistry publish(String name, String version) {
    return publish(name, version, release -> {});
  }

  /**
   * Publishes a version, or replaces it. Without a tag of its own it becomes {@code latest}, a
   * prerelease only where there is no {@code latest} yet.
   */
  public MockRegistry publish(String name, String version, Consumer<Release> details) {
    Release release = new Release(name, version);
    details.accept(release);
    shelf.put(name, release.store(shelf.nextTime(), keys), release.tags());
    return this;
  }

  public MockRegistry tag(String name, String tag, String version) {
    shelf.tag(name, tag, version);
    return this;
  }

  public MockRegistry unpublish(String name) {
    shelf.remove(name);
    return this;
  }

  public MockRegistry unpublish(String name, String version) {
    shelf.remove(name, version);
    return this;
  }

  /** Makes an advisory about {@code name} known, which those who audit are told of. */
  public MockRegistry advise(String name, Consumer<Advice> details) {
    advisories.add(name, details);
    return this;
  }

  /**
   * A key that versions can be signed with from now on, and that clients are told of.
   *
   * @param expires an ISO time, or null
   */
  public MockRegistry signingKey(String id, @Nullable String expires) {
    keys.offer(id, expires);
    return this;
  }

  /** The bytes of a published tarball. */
  public byte[] tarball(String name, String version) {
    return stored(name, version).tarball().clone();
  }

  /** {@code dist.integrity} of a published version as it ought to be: SHA-512 of its tarball. */
  public String integrity(String name, String version) {
    return Digests.integrity(stored(name, version).tarball());
  }

  /** The address of a published tarball. */
  public String tarballUrl(String name, String version) {
    return url() + name + "/-/" + stored(name, version).fileName();
  }

  /** Every request for {@code paths} fails like this from now on. */
  public MockRegistry fail(String paths, Fault fault) {
    return fail(paths, ALWAYS, fault);
  }

  /**
   * The next {@code times} requests for {@code paths} fail like this. Faults for the same path come
   * one after another in the order they were set.
   */
  public MockRegistry fail(String paths, int times, Fault fault) {
    dials.plan(paths, times, fault);
    return this;
  }

  /** All is well again. */
  public MockRegistry heal() {
    dials.forgetFaults();
    return this;
  }

  /** Requests for {@code paths} are answered 401 unless they carry this token. */
  public MockRegistry requireBearer(String paths, String token) {
    dials.protect(paths, "Bearer " + token);
    return this;
  }

  /** Requests for {@code paths} are answered 401 unless they carry this name and password. */
  public MockRegistry requireBasic(String paths, String user, String password) {
    String pair = user + ":" + password;
    dials.protect(paths, "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    return this;
  }

  /** Requests for {@code paths} wait until the gate is opened, at the latest on close. */
  public Gate hold(String paths) {
    return dials.hold(paths);
  }

  public RequestLog requests() {
    return log;
  }

  /** Stops listening and drops what is under way. */
  @Override
  public void close() {
    dials.openAll();
    server.stop(0);
    threads.shutdownNow();
  }

  private Stored stored(String name, String version) {
    return shelf
        .find(name)
        .flatMap(entry -> entry.find(version))
        .orElseThrow(
            () -> new IllegalArgumentException(name + "@" + version + " is not published"));
  }
}
