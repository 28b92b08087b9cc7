package dev.jpm.mirror;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.closure.Closures;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.packument.Forms;
import dev.jpm.mirror.policy.Admission;
import dev.jpm.mirror.publish.Amending;
import dev.jpm.mirror.publish.Publishing;
import dev.jpm.mirror.publish.UnusedBlobs;
import dev.jpm.mirror.route.AccountRoutes;
import dev.jpm.mirror.route.ClosureRoutes;
import dev.jpm.mirror.route.LoginRoutes;
import dev.jpm.mirror.route.PackumentRoutes;
import dev.jpm.mirror.route.PassedThrough;
import dev.jpm.mirror.route.PublishRoutes;
import dev.jpm.mirror.route.SearchRoutes;
import dev.jpm.mirror.route.SecurityRoutes;
import dev.jpm.mirror.route.StatusRoutes;
import dev.jpm.mirror.route.TagRoutes;
import dev.jpm.mirror.route.TarballRoutes;
import dev.jpm.mirror.route.TokenRoutes;
import dev.jpm.mirror.server.Sockets;
import dev.jpm.mirror.transfer.Prefetch;
import dev.jpm.mirror.upstream.Documents;
import dev.jpm.mirror.upstream.Tarballs;
import dev.jpm.mirror.upstream.Upstream;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A mirror that runs: its parts, put together. */
public final class Mirror implements AutoCloseable {
  /** For packuments that were read: a large project's take a tenth. */
  private static final long ROOM = Runtime.getRuntime().maxMemory() / 4;

  private final MirrorConfig config;
  private final MirrorStorage storage;
  private final Homes homes;
  private final List<Upstream> upstreams;
  private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
  private final Sockets sockets;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Mirror(
      MirrorConfig config, MirrorStorage storage, InstantSource clock, Consumer<String> log) {
    this.config = config;
    this.storage = storage;
    this.upstreams =
        config.upstreams().stream().map(upstream -> new Upstream(upstream, clock)).toList();
    this.homes = homes(clock);
    List<Route> routes = routes(clock);
    this.sockets = Sockets.open(config.listen(), config.publicUrl(), routes, log, clock);
  }

  /**
   * Starts a mirror.
   *
   * @param log is given a line of JSON for each request
   */
  public static Mirror start(MirrorConfig config, InstantSource clock, Consumer<String> log) {
    MirrorStorage storage = MirrorStorage.open(config.storage());
    boolean started = false;
    try {
      Mirror mirror = new Mirror(config, storage, clock, log);
      started = true;
      return mirror;
    } catch (UncheckedIOException e) {
      throw cannotListen(config, e);
    } finally {
      if (!started) {
        storage.close();
      }
    }
  }

  private static RuntimeException cannotListen(MirrorConfig config, UncheckedIOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof BindException || root instanceof java.net.SocketException) {
      return JpmException.of(
          ErrorCode.EBUSY,
          "Cannot listen on "
              + config.listen().host()
              + ":"
              + config.listen().port()
              + ": "
              + root.getMessage(),
          e);
    }
    return e;
  }

  private Homes homes(InstantSource clock) {
    MetadataStore metadata = storage.metadata();
    BlobStore blobs = storage.blobs();
    Documents documents = new Documents(metadata.documents(), blobs, clock, beside);
    Tarballs tarballs = new Tarballs(metadata.tarballs(), blobs, documents, beside);
    Admission admission = new Admission(config.policy(), storage.advisories(), clock);
    return new Homes(
        config.namespaces(), upstreams, metadata, blobs, documents, tarballs, admission);
  }

  private List<Route> routes(InstantSource clock) {
    boolean signUp = config.access().signUp();
    MetadataStore metadata = storage.metadata();
    BlobStore blobs = storage.blobs();
    Accounts accounts = new Accounts(metadata.people(), clock, signUp);
    Gatekeeper gatekeeper = new Gatekeeper(accounts, config.access().anonymousReads());
    UnusedBlobs unused = new UnusedBlobs(blobs, metadata);
    Amending amending = new Amending(metadata.packages(), metadata.people(), unused, clock);
    Publishing publishing = new Publishing(homes, metadata.packages(), unused, clock);
    PassedThrough passed = new PassedThrough(homes);
    Forms forms = new Forms(storage.forms());
    return Route.all(
        new StatusRoutes(metadata.people()).all(),
        new AccountRoutes(gatekeeper, accounts).all(),
        new TokenRoutes(gatekeeper, accounts).all(),
        new LoginRoutes(accounts, new WebLogins(clock), signUp).all(),
        new SearchRoutes(gatekeeper, homes, metadata.packages(), passed, clock).all(),
        new SecurityRoutes(gatekeeper, homes, passed).all(),
        new PublishRoutes(
                gatekeeper,
                homes,
                metadata.packages(),
                blobs,
                publishing,
                amending,
                config.limits())
            .all(),
        new PackumentRoutes(homes, forms, gatekeeper).all(),
        new ClosureRoutes(homes, gatekeeper, new Closures(forms, ROOM, beside)).all(),
        new TarballRoutes(homes, gatekeeper).all(),
        new TagRoutes(gatekeeper, amending).all());
  }

  /** The address that clients configure, with a final slash. */
  public String url() {
    URI publicUrl = config.publicUrl();
    return publicUrl == null
        ? "http://" + config.listen().host() + ":" + sockets.port() + "/"
        : publicUrl.toString();
  }

  public int port() {
    return sockets.port();
  }

  /** Takes in what is wanted before anybody asks for it. */
  public Prefetch prefetch() {
    return new Prefetch(homes);
  }

  /** Takes no more requests, lets those under way end, and stops. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    sockets.close();
    beside.close();
    upstreams.forEach(Upstream::close);
    storage.close();
  }
}
