package dev.jpm.fetcher;

import dev.jpm.cache.PackageWriter;
import dev.jpm.cache.Store;
import dev.jpm.cache.StoredPackage;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.PackageUnpacker.DamagedTarballException;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Origin;
import dev.jpm.model.event.Reporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Brings tarballs into the store: from there where they are, else over the network (or from a file)
 * through digest, gunzip and tar in one pass. Each is brought once as long as this object lives;
 * who asks meanwhile waits. Blocking; safe for many threads.
 */
public final class TarballFetcher implements AutoCloseable {
  private final RegistryClient client;
  private final Store store;
  private final RegistryHost registryHost;
  private final CacheMode mode;
  private final Reporter reporter;
  private final Once<String, StoredPackage> packages = new Once<>();

  /** Buffers and inflaters that wait for their next tarball. */
  private final ConcurrentLinkedQueue<PackageUnpacker> unpackers = new ConcurrentLinkedQueue<>();

  public TarballFetcher(
      RegistryClient client,
      Store store,
      RegistryHost registryHost,
      CacheMode mode,
      Reporter reporter) {
    this.client = client;
    this.store = store;
    this.registryHost = registryHost;
    this.mode = mode;
    this.reporter = reporter;
  }

  /**
   * The unpacked package. Throws EINTEGRITY where the bytes are others than wanted, ETARBALL where
   * they are no package, ENOTCACHED where no request may be sent, and what the network throws;
   * nothing is kept then.
   */
  public StoredPackage fetch(Tarball tarball) {
    Integrity integrity = tarball.integrity();
    String key = integrity == null ? tarball.url().toString() : integrity.value();
    return packages.get(key, ignored -> fetchNow(tarball));
  }

  private StoredPackage fetchNow(Tarball tarball) {
    Integrity integrity = tarball.integrity();
    if (integrity != null) {
      Optional<StoredPackage> known = store.find(integrity);
      if (known.isPresent()) {
        reporter.on(new Event.FoundInStore(1));
        return known.get();
      }
    }
    TarballProgress progress = new TarballProgress(reporter, tarball.id());
    try {
      return "file".equalsIgnoreCase(tarball.url().getScheme())
          ? readFile(tarball, progress)
          : download(tarball, progress);
    } finally {
      progress.end();
    }
  }

  private StoredPackage download(Tarball tarball, TarballProgress progress) {
    Registry registry =
        tarball.name() == null
            ? client.registries().standard()
            : client.registries().of(tarball.name());
    URI url = registryHost.rebase(tarball.url(), registry.url());
    if (mode == CacheMode.OFFLINE) {
      throw PackumentFetcher.notCached(url);
    }
    HttpCall get = HttpCall.get(url, registry, Map.of(), tarball.id(), HttpCall.Kind.TARBALL);
    // npm too tries bytes that came damaged once more
    Attempt first = client.get(get, answer -> receive(answer, tarball, progress));
    if (first instanceof Damaged(DamagedTarballException damage, boolean html) && !html) {
      reporter.on(
          new Event.RequestRetried(
              HttpFailures.shown(url), 1, 2, String.valueOf(damage.getMessage())));
      first = client.get(get, answer -> receive(answer, tarball, progress));
    }
    return switch (first) {
      case Stored(StoredPackage stored) -> stored;
      case Damaged(DamagedTarballException damage, boolean html) ->
          throw told(damage.about(tarball.id(), HttpFailures.shown(url)), html);
    };
  }

  /** What receiving a tarball came to, apart from what the network did. */
  private sealed interface Attempt {}

  private record Stored(StoredPackage stored) implements Attempt {}

  private record Damaged(DamagedTarballException damage, boolean html) implements Attempt {}

  private Attempt receive(HttpAnswer answer, Tarball tarball, TarballProgress progress)
      throws IOException {
    progress.begin(answer.length());
    try {
      return new Stored(unpack(answer.body(), tarball, progress));
    } catch (DamagedTarballException damage) {
      return new Damaged(damage, answer.isHtml());
    }
  }

  private static JpmException told(JpmException error, boolean html) {
    return html
        ? error.withHint(
            "The answer is an HTML page: is it the login page of a proxy or a company network?")
        : error.withHint("If it happens again, the registry or a proxy serves a broken file");
  }

  private StoredPackage readFile(Tarball tarball, TarballProgress progress) {
    Path file = Path.of(tarball.url());
    try (InputStream in = Files.newInputStream(file)) {
      progress.begin(OptionalLong.of(Files.size(file)));
      return unpack(in, tarball, progress);
    } catch (DamagedTarballException damage) {
      throw damage.about(tarball.id(), file.toString());
    } catch (NoSuchFileException missing) {
      throw JpmException.of(ErrorCode.ENOENT, "There is no tarball " + file, missing);
    } catch (IOException unreadable) {
      throw JpmException.of(
          ErrorCode.EIO, "Cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private StoredPackage unpack(InputStream in, Tarball tarball, TarballProgress progress)
      throws IOException {
    @Nullable PackageUnpacker idle = unpackers.poll();
    PackageUnpacker unpacker = idle == null ? new PackageUnpacker(store.folder()) : idle;
    try (PackageWriter writer = store.begin()) {
      StoredPackage stored =
          unpacker.unpack(
              in, writer, IntegrityCheck.of(tarball.integrity()), tarball.label(), progress::read);
      progress.succeeded(Origin.NETWORK);
      return stored;
    } finally {
      unpackers.add(unpacker);
    }
  }

  @Override
  public void close() {
    for (PackageUnpacker unpacker = unpackers.poll();
        unpacker != null;
        unpacker = unpackers.poll()) {
      unpacker.close();
    }
  }
}
