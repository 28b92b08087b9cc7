package dev.jpm.mirror.transfer;

import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.Packuments;
import dev.jpm.mirror.packument.TarballName;
import dev.jpm.mirror.upstream.AttestationLookup;
import dev.jpm.mirror.upstream.Attested;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.mirror.upstream.TarballLookup;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Fetches versions with their packuments and tarballs, and the keys that have signed them, before
 * anybody asks.
 */
public final class Prefetch {
  private static final int AT_ONCE = 16;

  private final Homes homes;
  private final Attested attested;
  private final Supplier<Optional<String>> keys;
  private final Queue<String> unattested = new ConcurrentLinkedQueue<>();
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /**
   * Fetches into {@code homes}.
   *
   * @param attested keeps what upstreams attest
   * @param keys keeps what upstreams sign with; answers why it could not
   */
  public Prefetch(Homes homes, Attested attested, Supplier<Optional<String>> keys) {
    this.homes = homes;
    this.attested = attested;
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
    return new Result(tasks.size() - problems.size(), List.copyOf(problems), note());
  }

  private String note() {
    List<String> notes = new ArrayList<>();
    keys.get().ifPresent(notes::add);
    String first = unattested.peek();
    if (first != null) {
      notes.add(
          "what is attested of "
              + (unattested.size() == 1 ? "" : unattested.size() + " versions, such as ")
              + first);
    }
    return String.join("; ", notes);
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
    JsonNode dist =
        Packuments.manifest(document, wanted.version(), "")
            .map(manifest -> manifest.path("dist"))
            .orElse(null);
    if (dist == null) {
      return Optional.of(wanted + ": there is no such version");
    }
    if (dist.path("attestations").isObject() && !homes.isOwn(wanted.name())) {
      attestations(wanted);
    }
    return switch (homes.tarball(
        wanted.name(), TarballName.file(dist.path("tarball").asString("")))) {
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

  /** Many a registry that hands packuments on has no attestations: nothing else fails for that. */
  private void attestations(Wanted wanted) {
    switch (attested.find(
        wanted.name(), wanted.version(), homes.upstream(wanted.name()).orElse(null))) {
      case AttestationLookup.Found _ -> {}
      case AttestationLookup.Missing _ -> unattested.add(wanted + ": there is nothing");
      case AttestationLookup.Unavailable(String reason) -> unattested.add(wanted + ": " + reason);
    }
  }
}
