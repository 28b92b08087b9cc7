package dev.jpm.linker;

import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Diff;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node;
import dev.jpm.model.tree.Node.PackageNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The slow part of an install: the files of every new package, in the order in which packages
 * become ready. Each is waited for on a virtual thread of its own and filled on one of a few
 * platform threads, as linking keeps a thread busy in the kernel.
 */
final class Placing {
  private final Layout layout;
  private final Diff diff;
  private final PackageSource source;
  private final Reify.Options options;
  private final Reporter reporter;
  private final Disk disk;
  private final Filler filler;
  private final Set<Location> dropped;
  private final AtomicBoolean cancelled;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicInteger done = new AtomicInteger();
  private final Map<Location, List<String>> elsewhere = new HashMap<>();
  private final Map<Location, List<PackageNode>> bundled = new HashMap<>();

  Placing(
      Layout layout,
      Diff diff,
      PackageSource source,
      Reify.Options options,
      Reporter reporter,
      Disk disk,
      Set<Location> dropped,
      AtomicBoolean cancelled) {
    this.layout = layout;
    this.diff = diff;
    this.source = source;
    this.options = options;
    this.reporter = reporter;
    this.disk = disk;
    this.filler = new Filler(disk);
    this.dropped = dropped;
    this.cancelled = cancelled;
  }

  /** Fills all, or throws the first failure once no thread works any more. */
  void run(List<Step> steps) {
    List<PackageNode> packages = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Place place && place.node() instanceof PackageNode here) {
        packages.add(here);
      }
    }
    noteWhatLiesInside();
    try (ExecutorService fillers =
        Executors.newFixedThreadPool(
            options.threads(), Thread.ofPlatform().daemon().name("link-", 0).factory())) {
      awaitAll(packages, fillers);
    }
    Throwable first = failure.get();
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException exception) {
      throw exception;
    }
    if (cancelled.get()) {
      throw JpmException.of(ErrorCode.EINTERNAL, "The install was interrupted");
    }
  }

  private void awaitAll(List<PackageNode> packages, ExecutorService fillers) {
    try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
      for (PackageNode here : packages) {
        waiters.execute(() -> place(here, fillers, waiters, packages.size()));
      }
    } catch (RejectedExecutionException e) {
      // One of the first has failed already and nobody is let in any more.
      if (!isOver()) {
        throw e;
      }
    }
  }

  private void place(
      PackageNode here, ExecutorService fillers, ExecutorService waiters, int total) {
    try {
      if (isOver() || Dropped.contains(dropped, here.location())) {
        return;
      }
      StoredPackage stored = source.await(here);
      fillers.submit(() -> fill(here, stored)).get();
      reporter.on(new Event.LinkProgress(done.incrementAndGet(), total, stored.files().size()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(here, JpmException.of(ErrorCode.EINTERNAL, "The install was interrupted", e), waiters);
    } catch (ExecutionException e) {
      failed(here, e.getCause() == null ? e : e.getCause(), waiters);
    } catch (RuntimeException | Error e) {
      failed(here, e, waiters);
    }
  }

  private void failed(PackageNode here, Throwable problem, ExecutorService waiters) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    if (here.has(DepFlag.OPTIONAL)
        && problem instanceof JpmException
        && !interrupted
        && !isOver()) {
      dropped.addAll(source.optionalSet(here));
      return;
    }
    if (failure.compareAndSet(null, problem)) {
      waiters.shutdownNow();
    }
  }

  private boolean isOver() {
    return cancelled.get() || failure.get() != null;
  }

  private void fill(PackageNode here, StoredPackage stored) {
    if (isOver()) {
      return;
    }
    Path folder = layout.folder(here.location());
    List<String> others = elsewhere.getOrDefault(here.location(), List.of());
    filler.fill(folder, stored, options.ownFiles().test(here), others);
    fillWhatTheBundleLacks(here, stored);
  }

  /** npm's lockfile calls packages bundled that the tarball lacks; those come on their own. */
  private void fillWhatTheBundleLacks(PackageNode bundler, StoredPackage stored) {
    List<PackageNode> expected = bundled.getOrDefault(bundler.location(), List.of());
    if (expected.isEmpty()) {
      return;
    }
    Set<String> brought = new HashSet<>();
    for (StoredFile file : stored.files()) {
      if (file.path().endsWith("/package.json")) {
        brought.add(file.path());
      }
    }
    int prefix = bundler.location().value().length() + 1;
    for (PackageNode here : expected) {
      String inside = here.location().value().substring(prefix);
      boolean known = here.resolved() != null || here.integrity() != null;
      if (known && !brought.contains(inside + "/package.json")) {
        Path folder = layout.folder(here.location());
        disk.makeFolders(folder);
        filler.fill(folder, source.await(here), options.ownFiles().test(here), List.of());
      }
    }
  }

  private void noteWhatLiesInside() {
    for (Node node : diff.result().nodes().values()) {
      Location place = node.location();
      boolean inBundle = node instanceof PackageNode here && here.inBundle();
      if (inBundle || !place.isInNodeModules()) {
        continue;
      }
      for (Location at = place.holder(); at.isInNodeModules(); at = at.holder()) {
        String inside = place.value().substring(at.value().length() + 1) + "/";
        elsewhere.computeIfAbsent(at, any -> new ArrayList<>()).add(inside);
      }
    }
    for (PackageNode here : diff.bundled()) {
      Location at = here.location().holder();
      while (at.isInNodeModules()
          && diff.result().at(at) instanceof PackageNode holder
          && holder.inBundle()) {
        at = at.holder();
      }
      bundled.computeIfAbsent(at, any -> new ArrayList<>()).add(here);
    }
  }
}
