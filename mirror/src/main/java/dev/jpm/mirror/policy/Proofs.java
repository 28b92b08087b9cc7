package dev.jpm.mirror.policy;

import dev.jpm.audit.signature.AttestationVerifier;
import dev.jpm.audit.signature.Proof;
import dev.jpm.audit.signature.ProvenBuild;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.upstream.AttestationLookup;
import dev.jpm.mirror.upstream.Attested;
import dev.jpm.mirror.upstream.Upstream;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who built versions of upstreams, as their provenance proves it. What is proven stays so; what is
 * not is looked at again after a while.
 */
public final class Proofs {
  private static final int KEPT = 20_000;
  private static final Duration UNPROVEN = Duration.ofMinutes(10);
  private static final Duration UNAVAILABLE = Duration.ofMinutes(1);

  private final Attested attested;
  private final Function<PackageName, @Nullable Upstream> upstream;
  private final Supplier<AttestationVerifier> verifiers;
  private final InstantSource clock;
  private @Nullable AttestationVerifier verifier;
  private final Map<Key, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Proofs out of what is {@code attested}.
   *
   * @param upstream whom to ask about a package; null where that is nobody
   * @param verifiers asked for one once there is something to verify
   */
  public Proofs(
      Attested attested,
      Function<PackageName, @Nullable Upstream> upstream,
      Supplier<AttestationVerifier> verifiers,
      InstantSource clock) {
    this.attested = attested;
    this.upstream = upstream;
    this.verifiers = verifiers;
    this.clock = clock;
  }

  private record Key(PackageName name, String version, String integrity) {}

  /**
   * What was found out of a version.
   *
   * @param until when it is looked at again; null for never
   */
  record Known(Proof proof, @Nullable Instant until) {}

  /** What is known of {@code versions} without asking anybody. */
  Map<String, Known> known(PackageName name, Collection<Offered.Version> versions) {
    Map<String, Known> found = new HashMap<>();
    if (versions.isEmpty()) {
      return found;
    }
    Set<String> kept = attested.versions(name);
    for (Offered.Version version : versions) {
      Known one = remembered(key(name, version));
      if (one == null && kept.contains(version.text())) {
        one = attested.kept(name, version.text()).map(it -> good(name, version, it)).orElse(null);
      }
      if (one != null) {
        found.put(version.text(), one);
      }
    }
    return found;
  }

  /** Who built {@code version}; its registry is asked where that must be. */
  Proof find(PackageName name, Offered.Version version) {
    Known before = remembered(key(name, version));
    if (before != null) {
      return before.proof();
    }
    Known kept =
        attested.kept(name, version.text()).map(it -> good(name, version, it)).orElse(null);
    if (kept != null) {
      return kept.proof();
    }
    Known asked =
        switch (attested.anew(name, version.text(), upstream.apply(name))) {
          case AttestationLookup.Found(JsonNode answer) -> proven(name, version, answer);
          case AttestationLookup.Missing _ ->
              later(new Proof.None("its provenance cannot be had"), UNAVAILABLE);
          case AttestationLookup.Unavailable(String reason) ->
              later(new Proof.None("its provenance cannot be had: " + reason), UNAVAILABLE);
        };
    remember(key(name, version), asked);
    return asked.proof();
  }

  /** Finds out who built each of {@code versions}. */
  void findAll(PackageName name, List<Offered.Version> versions) {
    List<Future<Proof>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      versions.forEach(version -> asked.add(threads.submit(() -> find(name, version))));
    }
    for (Future<Proof> one : asked) {
      if (one.state() == Future.State.FAILED
          && one.exceptionNow() instanceof RuntimeException failure) {
        throw failure; // Of the storage, which is no reason against a version.
      }
    }
  }

  /** What is kept, where it proves something; its registry may have something better. */
  private @Nullable Known good(PackageName name, Offered.Version version, JsonNode answer) {
    Known found = proven(name, version, answer);
    if (found.until() != null) {
      return null;
    }
    remember(key(name, version), found);
    return found;
  }

  private Known proven(PackageName name, Offered.Version version, JsonNode answer) {
    try {
      Proof proof =
          ProvenBuild.of(name.value(), version.text(), version.integrity(), answer, verifier());
      return proof instanceof Proof.By ? new Known(proof, null) : later(proof, UNPROVEN);
    } catch (HttpProblem | JpmException unable) {
      return later(new Proof.None(String.valueOf(unable.getMessage())), UNAVAILABLE);
    }
  }

  private Known later(Proof proof, Duration time) {
    return new Known(proof, clock.instant().plus(time));
  }

  private static Key key(PackageName name, Offered.Version version) {
    return new Key(name, version.text(), version.integrity());
  }

  private @Nullable Known remembered(Key key) {
    synchronized (known) {
      Known found = known.get(key);
      Instant until = found == null ? null : found.until();
      return until == null || clock.instant().isBefore(until) ? found : null;
    }
  }

  private void remember(Key key, Known found) {
    synchronized (known) {
      known.put(key, found);
    }
  }

  private synchronized AttestationVerifier verifier() {
    AttestationVerifier made = verifier;
    if (made == null) {
      made = verifiers.get();
      verifier = made;
    }
    return made;
  }
}
