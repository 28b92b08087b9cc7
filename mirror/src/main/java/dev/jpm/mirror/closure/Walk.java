package dev.jpm.mirror.closure;

import dev.jpm.model.PackageName;
import dev.jpm.model.Packument.Release;
import dev.jpm.model.Want;
import dev.jpm.resolver.VersionPicker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Follows what a project asks for: the version that each spec stands for, and what that asks for in
 * turn. In waves, each as wide as the graph is at that depth, so that packuments are looked for all
 * at once. More than an install will place, as that shares what is there already; never less.
 */
final class Walk {
  /** The largest projects have a fifth of it; beyond, clients go on by themselves. */
  private static final int MOST_NAMES = 20_000;

  /** Bytes of packuments that are held until they are told: a large project's take a tenth. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

  /** How many packuments are looked for at once, as each may be a request to an upstream. */
  private static final int AT_ONCE = 64;

  private final Question question;
  private final Function<PackageName, Optional<Choices>> documents;
  private final ExecutorService threads;
  private final VersionPicker picker = new VersionPicker();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Set<Want> seen = new HashSet<>();
  private final Set<PackageName> names = new HashSet<>();
  private long bytes;
  private final SortedMap<String, Part> parts = new TreeMap<>();

  /**
   * @param documents empty where the client is to ask for that package itself
   */
  Walk(
      Question question,
      Function<PackageName, Optional<Choices>> documents,
      ExecutorService threads) {
    this.question = question;
    this.documents = documents;
    this.threads = threads;
  }

  /** What is to be told, by name. */
  SortedMap<String, Part> parts() throws InterruptedException {
    List<Want> wave = question.wants();
    while (!wave.isEmpty() && bytes < MOST_BYTES) {
      wave = follow(wave);
    }
    return parts;
  }

  /** What a wave finds of one package. */
  private record Found(PackageName name, Choices choices, Map<String, Release> releases) {}

  private List<Want> follow(List<Want> wave) throws InterruptedException {
    Map<PackageName, List<String>> specs = new LinkedHashMap<>();
    for (Want want : wave) {
      boolean room = names.contains(want.name()) || names.size() < MOST_NAMES;
      if (room && seen.add(want)) {
        names.add(want.name());
        specs.computeIfAbsent(want.name(), _ -> new ArrayList<>()).add(want.spec());
      }
    }
    List<Future<Optional<Found>>> looking = new ArrayList<>();
    specs.forEach((name, wanted) -> looking.add(threads.submit(() -> find(name, wanted))));
    List<Want> next = new ArrayList<>();
    for (Future<Optional<Found>> one : looking) {
      get(one).ifPresent(found -> next.addAll(tell(found)));
    }
    return next;
  }

  private static Optional<Found> get(Future<Optional<Found>> one) throws InterruptedException {
    try {
      return one.get();
    } catch (ExecutionException failed) {
      // The client asks for that package itself, and learns what is wrong.
      return Optional.empty();
    }
  }

  private Optional<Found> find(PackageName name, List<String> specs) throws InterruptedException {
    places.acquire();
    try {
      return found(name, specs);
    } finally {
      places.release();
    }
  }

  private Optional<Found> found(PackageName name, List<String> specs) {
    return documents
        .apply(name)
        .map(choices -> {
          Map<String, Release> releases = new LinkedHashMap<>();
          for (String spec : specs) {
            choices
                .pick(picker, spec, question.optionsFor(name))
                .ifPresent(release -> releases.put(spec, release));
          }
          return new Found(name, choices, releases);
        });
  }

  private List<Want> tell(Found found) {
    List<Want> wants = new ArrayList<>();
    found
        .releases()
        .forEach((spec, release) -> {
          parts
              .computeIfAbsent(
                  found.name().value(),
                  _ -> {
                    bytes += found.choices().bytes();
                    return new Part(found.choices());
                  })
              .add(spec, release.version());
          wants.addAll(Want.ofPackage(release.manifest()));
        });
    return wants;
  }
}
