package dev.jpm.mirror;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.access.Organizing;
import dev.jpm.mirror.access.Ranks;
import dev.jpm.mirror.access.Rights;
import dev.jpm.mirror.access.WebLogins;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.closure.Closures;
import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.oidc.IdTokens;
import dev.jpm.mirror.oidc.Issuers;
import dev.jpm.mirror.oidc.Provider;
import dev.jpm.mirror.oidc.ProviderLogin;
import dev.jpm.mirror.oidc.ProviderUsers;
import dev.jpm.mirror.packument.Forms;
import dev.jpm.mirror.page.Pages;
import dev.jpm.mirror.policy.Admission;
import dev.jpm.mirror.policy.Proofs;
import dev.jpm.mirror.policy.Waiving;
import dev.jpm.mirror.publish.Amending;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.mirror.publish.Publishing;
import dev.jpm.mirror.publish.Staging;
import dev.jpm.mirror.publish.UnusedBlobs;
import dev.jpm.mirror.route.AccessRoutes;
import dev.jpm.mirror.route.AccountRoutes;
import dev.jpm.mirror.route.Attestations;
import dev.jpm.mirror.route.ChangeRoutes;
import dev.jpm.mirror.route.ClosureRoutes;
import dev.jpm.mirror.route.LoginRoutes;
import dev.jpm.mirror.route.OrganizationRoutes;
import dev.jpm.mirror.route.PackageSearch;
import dev.jpm.mirror.route.PackumentRoutes;
import dev.jpm.mirror.route.PassedThrough;
import dev.jpm.mirror.route.PublishRoutes;
import dev.jpm.mirror.route.SearchRoutes;
import dev.jpm.mirror.route.SecurityRoutes;
import dev.jpm.mirror.route.StageRoutes;
import dev.jpm.mirror.route.StatusRoutes;
import dev.jpm.mirror.route.TagRoutes;
import dev.jpm.mirror.route.TarballRoutes;
import dev.jpm.mirror.route.TokenRoutes;
import dev.jpm.mirror.route.TrustRoutes;
import dev.jpm.mirror.route.TrustedKeys;
import dev.jpm.mirror.server.Sockets;
import dev.jpm.mirror.signature.ReleaseSigner;
import dev.jpm.mirror.transfer.Prefetch;
import dev.jpm.mirror.trust.TrustedPublishing;
import dev.jpm.mirror.upkeep.Cleaning;
import dev.jpm.mirror.upstream.Attested;
import dev.jpm.mirror.upstream.Documents;
import dev.jpm.mirror.upstream.Tarballs;
import dev.jpm.mirror.upstream.Upstream;
import dev.jpm.mirror.watch.AccessLog;
import dev.jpm.mirror.watch.AuditLog;
import dev.jpm.mirror.watch.Metrics;
import dev.jpm.mirror.watch.Watcher;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A mirror that runs: its parts, put together. */
public final class Mirror implements AutoCloseable {
  /** For packuments that were read: a large project's take a tenth. */
  private static final long ROOM = Runtime.getRuntime().maxMemory() / 4;

  private final MirrorConfig config;
  private final MirrorStorage storage;
  private final Homes homes;
  private final Attested attested;
  private final List<Upstream> upstreams;
  private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
  private final Metrics metrics = new Metrics();
  private final @Nullable AuditLog auditLog;
  private final ScheduledExecutorService cleaner = Executors.newSingleThreadScheduledExecutor();
  private final Sockets sockets;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Mirror(
      MirrorConfig config,
      MirrorStorage storage,
      Provenance provenance,
      InstantSource clock,
      Consumer<String> log) {
    this.config = config;
    this.storage = storage;
    this.upstreams =
        config.upstreams().stream().map(upstream -> new Upstream(upstream, clock)).toList();
    this.attested = new Attested(storage.metadata().attestations(), storage.blobs());
    this.homes = homes(provenance, clock);
    List<Route> routes = routes(provenance, clock);
    Path auditFile = config.operation().auditLog();
    this.auditLog = auditFile == null ? null : new AuditLog(auditFile, clock);
    List<Watcher> watchers = new ArrayList<>(List.of(new AccessLog(log, clock), metrics));
    if (auditLog != null) {
      watchers.add(auditLog);
    }
    this.sockets =
        Sockets.open(
            config.listen(), config.publicUrl(), routes, config.operation(), watchers, clock);
    cleanNowAndThen(clock, log);
  }

  private void cleanNowAndThen(InstantSource clock, Consumer<String> log) {
    Duration every = config.operation().upkeep().every();
    if (every != null) {
      // It ends with the cleaner; what fails is told in the log.
      Future<?> _ =
          cleaner.scheduleWithFixedDelay(
              () -> log.accept(cleaned(clock.instant())),
              every.toMillis(),
              every.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private String cleaned(Instant now) {
    ObjectNode line = Json.object().put("time", Timestamps.of(now));
    try {
      Cleaning.Result result = storage.clean(config.operation().upkeep(), now);
      line.put("removed", result.removed()).put("freed", result.freed()).put("left", result.left());
    } catch (RuntimeException e) {
      line.put("failure", String.valueOf(e)); // The next time may go better.
    }
    return line.toString();
  }

  /**
   * Starts a mirror.
   *
   * @param log is given a line of JSON for each request
   */
  public static Mirror start(MirrorConfig config, InstantSource clock, Consumer<String> log) {
    return start(config, Provenance.NONE, clock, log);
  }

  /** The same, which takes statements in where {@code provenance} finds them good. */
  public static Mirror start(
      MirrorConfig config, Provenance provenance, InstantSource clock, Consumer<String> log) {
    MirrorStorage storage = MirrorStorage.open(config.storage());
    boolean started = false;
    try {
      Mirror mirror = new Mirror(config, storage, provenance, clock, log);
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

  private Homes homes(Provenance provenance, InstantSource clock) {
    MetadataStore metadata = storage.metadata();
    BlobStore blobs = storage.blobs();
    Documents documents = new Documents(metadata.documents(), blobs, clock, beside);
    Tarballs tarballs = new Tarballs(metadata.tarballs(), blobs, documents, beside);
    Proofs proofs =
        new Proofs(
            attested,
            name -> Upstream.serving(upstreams, name).orElse(null),
            provenance.verifier(),
            clock);
    Admission admission =
        new Admission(config.policy(), storage.advisories(), metadata.waivers(), proofs, clock);
    return new Homes(
        config.namespaces(), upstreams, metadata, blobs, documents, tarballs, admission);
  }

  private List<Route> routes(Provenance provenance, InstantSource clock) {
    MetadataStore metadata = storage.metadata();
    BlobStore blobs = storage.blobs();
    Ranks ranks = new Ranks(config.access(), metadata, clock);
    Accounts accounts = new Accounts(metadata.people(), clock, config.access(), ranks::isReserved);
    Rights rights = new Rights(config.access(), ranks, metadata);
    Organizing organizing = new Organizing(ranks, metadata);
    Gatekeeper gatekeeper = new Gatekeeper(accounts, rights, config.access().anonymousReads());
    UnusedBlobs unused = new UnusedBlobs(blobs, metadata);
    Amending amending = new Amending(metadata.packages(), metadata.people(), unused, clock);
    ReleaseSigner signer = new ReleaseSigner(metadata, clock);
    signer.signOld();
    Publishing publishing =
        new Publishing(homes, metadata.packages(), signer, provenance, unused, clock);
    Staging staging = new Staging(publishing, rights, metadata, signer, unused, clock);
    Issuers issuers = new Issuers();
    IdTokens tokens = new IdTokens(issuers, clock);
    TrustedPublishing trusted =
        new TrustedPublishing(
            metadata.trust(), rights, metadata.packages(), config.trust().issuers(), tokens, clock);
    PassedThrough passed = new PassedThrough(homes);
    Attestations attestations = new Attestations(homes, attested, metadata.packages());
    TrustedKeys keys = new TrustedKeys(homes, passed, metadata.keys());
    PackageSearch search = new PackageSearch(homes, metadata.packages(), passed, clock);
    WebLogins logins = new WebLogins(metadata.logins(), clock);
    Forms forms = new Forms(storage.forms());
    return Route.all(
        new StatusRoutes(metadata.people(), blobs, gatekeeper, metrics).all(),
        new AccountRoutes(gatekeeper, accounts).all(),
        new TokenRoutes(gatekeeper, accounts).all(),
        new OrganizationRoutes(gatekeeper, organizing).all(),
        new AccessRoutes(gatekeeper, organizing, metadata).all(),
        new LoginRoutes(accounts, logins).all(),
        new Pages(
                config,
                gatekeeper,
                accounts,
                ranks,
                logins,
                login(issuers, tokens, accounts, clock),
                organizing,
                new Waiving(metadata.waivers(), homes.admission(), clock),
                homes,
                search,
                attestations,
                metadata)
            .all(),
        new SearchRoutes(gatekeeper, search).all(),
        new SecurityRoutes(gatekeeper, homes, passed, keys, attestations).all(),
        new ChangeRoutes(gatekeeper, metadata.changes()).all(),
        new PublishRoutes(
                gatekeeper,
                homes,
                metadata.packages(),
                blobs,
                publishing,
                amending,
                trusted,
                staging,
                config.limits())
            .all(),
        new StageRoutes(gatekeeper, staging, blobs).all(),
        new TrustRoutes(gatekeeper, trusted).all(),
        new PackumentRoutes(homes, forms, gatekeeper).all(),
        new ClosureRoutes(homes, gatekeeper, new Closures(forms, ROOM, beside)).all(),
        new TarballRoutes(homes, gatekeeper).all(),
        new TagRoutes(gatekeeper, amending).all());
  }

  /** How people log in at a provider; null where they do not. */
  private @Nullable ProviderLogin login(
      Issuers issuers, IdTokens tokens, Accounts accounts, InstantSource clock) {
    LoginProvider provider = config.access().signIn().provider();
    return provider == null
        ? null
        : new ProviderLogin(
            new Provider(provider, issuers, tokens),
            new ProviderUsers(provider, accounts, storage.metadata(), clock));
  }

  /** The address that clients configure, with a final slash. */
  public String url() {
    URI publicUrl = config.publicUrl();
    return publicUrl == null
        ? (config.operation().tls() == null ? "http://" : "https://")
            + config.listen().host()
            + ":"
            + sockets.port()
            + "/"
        : publicUrl.toString();
  }

  /**
   * Those who are to look after it and are no users yet; where a provider is, they come from it.
   */
  public List<String> missingAdmins() {
    return config.access().signIn().provider() != null
        ? List.of()
        : config.access().admins().stream()
            .filter(name -> storage.metadata().people().find(name).isEmpty())
            .toList();
  }

  public int port() {
    return sockets.port();
  }

  /** Takes in what is wanted before anybody asks for it. */
  public Prefetch prefetch() {
    TrustedKeys keys = new TrustedKeys(homes, new PassedThrough(homes), storage.metadata().keys());
    return new Prefetch(homes, attested, keys::fetch);
  }

  /** Takes no more requests, lets those under way end, and stops. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    sockets.close();
    cleaner.close();
    if (auditLog != null) {
      auditLog.close();
    }
    upstreams.forEach(Upstream::cancel); // What runs beside would go on waiting for them.
    beside.close();
    upstreams.forEach(Upstream::close);
    storage.close();
  }
}
