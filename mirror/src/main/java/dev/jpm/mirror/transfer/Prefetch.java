package dev.jpm.mirror.transfer;

import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.Packuments;
import dev.jpm.mirror.packument.TarballName;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.mirror.upstream.TarballLookup;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Fetches versions with their packuments and tarballs, and the keys that have signed them, before
 * anybody asks.
 */
public final class Prefetch {
  private static final int AT_ONCE = 16;

  private final Homes homes;
  private final Supplier<Optional<String>> keys;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /**
   * Fetches into {@code homes}.
   *
   * @param keys keeps what upstreams sign with; answers why it could not
   */
  public Prefetch(Homes homes, Supplier<Optional<String>> keys) {
    this.homes = homes;
    this.keys = keys;
  }

  /** A version of a package. */
  public record Wanted(PackageName name, String version) {
    @Override
    public String toString() {
      return name + "@" + version;
    }
  }

  /**
   * What came of it.
   *
   * @param here versions that are here now, those that were before too
   * @param problems a sentence for each that is not
   * @param note what else is missing; empty where nothing is
   */
  public record Result(int here, List<String> problems, String note) {}

  /** Fetches what is not here yet; what fails does not keep the rest from coming. */
  public Result fetch(Collection<Wanted> wanted) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    List<Future<Optional<String>>> tasks = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Wanted each : new LinkedHashSet<>(wanted)) {
        tasks.add(threads.submit(() -> inTurn(each)));
      }
      for (Future<Optional<String>> task : tasks) {
        task.get().ifPresent(problems::add);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return new Result(tasks.size() - problems.size(), List.copyOf(problems), keys.get().orElse(""));
  }

  private Optional<String> inTurn(Wanted wanted) throws InterruptedException {
    turns.acquire();
    try {
      return switch (homes.document(wanted.name())) {
        case Lookup.Found(Document document) -> tarball(wanted, document);
        case Lookup.Missing _ -> Optional.of(wanted + ": there is no such package");
        case Lookup.Refused(String reason) -> Optional.of(wanted + ": " + reason);
        case Lookup.Unavailable(String reason) -> Optional.of(wanted + ": " + reason);
      };
    } finally {
      turns.release();
    }
  }

  private Optional<String> tarball(Wanted wanted, Document document) {
    Optional<String> file =
        Packuments.manifest(document, wanted.version(), "")
            .map(manifest -> TarballName.file(manifest.path("dist").path("tarball").asString("")));
    if (file.isEmpty()) {
      return Optional.of(wanted + ": there is no such version");
    }
    return switch (homes.tarball(wanted.name(), file.get())) {
      case TarballLookup.Stored _ -> Optional.empty();
      case TarballLookup.Missing _ -> Optional.of(wanted + ": there is no tarball");
      case TarballLookup.Refused(String reason) -> Optional.of(wanted + ": " + reason);
      case TarballLookup.Unavailable(String reason) -> Optional.of(wanted + ": " + reason);
      case TarballLookup.Coming(var download) -> {
        try {
          download.await();
          yield Optional.empty();
        } catch (IOException e) {
          yield Optional.of(wanted + ": " + e.getMessage());
        }
      }
    };
  }
}
