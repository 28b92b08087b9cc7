package dev.jpm.install;

import dev.jpm.cache.Bytes;
import dev.jpm.cache.BytesReader;
import dev.jpm.fetcher.CachedPackuments;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.model.PackageName;
import dev.jpm.model.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The lockfile that an install made which had none. What is chosen depends on nothing but what the
 * project asks for and the packuments of the registry: as long as these are the same, the next one
 * would choose the same.
 *
 * @param text the lockfile
 * @param outcome the number under which the {@link Outcome} of that lockfile is kept
 * @param warnings what the resolver warned of when it chose
 * @param packuments the mark of every packument that it looked into, by the package's name
 */
record ChosenLockfile(
    String text,
    long outcome,
    List<Event.Warning> warnings,
    SequencedMap<String, Long> packuments) {
  private static final int FORMAT = 1;
  private static final int ESTIMATED_PACKUMENT_BYTES = 40;

  ChosenLockfile {
    warnings = List.copyOf(warnings);
    packuments = Collections.unmodifiableSequencedMap(packuments);
  }

  /** The marks of what is cached of {@code names}; null where one is not cached. */
  static @Nullable SequencedMap<String, Long> marks(Workbench bench, Set<String> names) {
    CachedPackuments cached = bench.cachedPackuments();
    SequencedMap<String, Long> marks = new LinkedHashMap<>();
    for (String name : names) {
      Optional<CachedPackuments.Held> held = cached.of(new PackageName(name));
      if (held.isEmpty()) {
        return null;
      }
      marks.put(name, held.get().mark());
    }
    return marks;
  }

  /**
   * Whether it would be chosen again. Packuments that may not be used unasked are asked for, all at
   * once; where that changes one, resolving finds them fetched.
   */
  boolean wouldBeAgain(Workbench bench) {
    CachedPackuments cached = bench.cachedPackuments();
    List<PackageName> old = new ArrayList<>();
    for (String text : packuments.keySet()) {
      PackageName name = new PackageName(text);
      CachedPackuments.Held held = cached.of(name).orElse(null);
      if (held == null || held.mark() != mark(name)) {
        return false;
      }
      if (!held.isEnough()) {
        old.add(name);
      }
    }
    return old.isEmpty() || areUnchanged(old, bench, cached);
  }

  private boolean areUnchanged(List<PackageName> old, Workbench bench, CachedPackuments cached) {
    Set<PackageName> answered = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (PackageName name : old) {
        threads.execute(() -> {
          if (bench.packuments().fetch(name) instanceof PackumentResult.Found) {
            answered.add(name);
          }
        });
      }
    }
    return answered.size() == old.size()
        && old.stream()
            .allMatch(
                name -> cached.of(name).filter(held -> held.mark() == mark(name)).isPresent());
  }

  private long mark(PackageName name) {
    return packuments.getOrDefault(name.value(), 0L);
  }

  byte[] encoded() {
    Bytes out = new Bytes(text.length() + packuments.size() * ESTIMATED_PACKUMENT_BYTES);
    out.number(FORMAT);
    out.text(text);
    out.fixed64(outcome);
    Outcome.writeWarnings(out, warnings);
    out.number(packuments.size());
    packuments.forEach((name, mark) -> {
      out.text(name);
      out.fixed64(mark);
    });
    return out.toArray();
  }

  /** Empty where {@code note} is damaged or of another format. */
  static Optional<ChosenLockfile> decode(byte[] note) {
    try {
      BytesReader in = new BytesReader(note);
      if (in.number() != FORMAT) {
        return Optional.empty();
      }
      return Optional.of(
          new ChosenLockfile(in.text(), in.fixed64(), Outcome.warnings(in), packuments(in)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static SequencedMap<String, Long> packuments(BytesReader in) {
    SequencedMap<String, Long> packuments = new LinkedHashMap<>();
    for (long left = in.number(); left > 0; left--) {
      packuments.put(in.text(), in.fixed64());
    }
    return packuments;
  }
}
