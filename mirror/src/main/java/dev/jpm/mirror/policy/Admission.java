package dev.jpm.mirror.policy;

import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.audit.policy.Ignore;
import dev.jpm.audit.policy.PackageFacts;
import dev.jpm.audit.policy.Policy;
import dev.jpm.audit.policy.Verdict;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.Waivers;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.mirror.upstream.TarballLookup;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what the policy allows of what upstreams have. Everything that is answered about a
 * version goes by the same rulings, which are made once for each packument.
 */
public final class Admission {
  private static final int KEPT = 2_000;

  /** Of how many versions it is found out who built them when a packument is asked for. */
  private static final int PROVEN_AHEAD = 16;

  /** How often versions that turn out to be refused have others looked at in their place. */
  private static final int ROUNDS = 3;

  private final PolicyConfig config;
  private final @Nullable CurrentTerms current;
  private final InstantSource clock;
  private final Proofs proofs;
  private final SequencedMap<PackageName, Ruled> ruled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PackageName, Ruled> eldest) {
          return size() > KEPT;
        }
      };

  private record Ruled(String document, long generation, Rulings rulings) {}

  /**
   * Admission by {@code config}.
   *
   * @param imports where databases of advisories are kept
   * @param waivers what administrators let pass all the same
   * @param proofs who built versions
   * @throws JpmException where what it names cannot be read
   */
  public Admission(
      PolicyConfig config, Path imports, Waivers waivers, Proofs proofs, InstantSource clock) {
    this.config = config;
    this.proofs = proofs;
    this.clock = clock;
    this.current = config.isNone() ? null : new CurrentTerms(config, imports, waivers, clock);
  }

  /** Who knows advisories here; nobody where the configuration names none. */
  public Optional<AdvisorySource> advisories() {
    return config.advisories() == null
        ? Optional.empty()
        : Optional.ofNullable(current).map(CurrentTerms::advisories);
  }

  /** Whether there is a policy at all. */
  public boolean judges() {
    return current != null;
  }

  /** Whether it may count who built a version. */
  public boolean asksWho() {
    return current != null && current.now().policy().provenance().asksWho();
  }

  /** The waivers that stand in the policy itself. */
  public List<Ignore> filedWaivers() {
    return current == null ? List.of() : current.now().policy().ignores();
  }

  /** Has what is decided from now on go by the waivers that there are now. */
  void waiversChanged() {
    if (current != null) {
      current.changed();
    }
  }

  /** Packages of which something was refused when they were asked for, the last first. */
  public List<PackageName> refusedLately() {
    synchronized (ruled) {
      return ruled.sequencedEntrySet().reversed().stream()
          .filter(entry -> !entry.getValue().rulings().refuseNothing())
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** What the policy does to the package that was found; empty where there is none to judge. */
  public Optional<PackageState> state(Lookup lookup) {
    if (current == null || !(lookup instanceof Lookup.Found(Document document))) {
      return Optional.empty();
    }
    try {
      Rulings rulings = rulings(document, current);
      return Optional.of(new PackageState(document.name(), rulings.refused(), rulings.waived()));
    } catch (IOException | JpmException e) {
      throw new HttpProblem(502, unable(e));
    }
  }

  /** What an upstream has, without what is refused. */
  public Lookup admit(Lookup lookup) {
    if (current == null || !(lookup instanceof Lookup.Found(Document document))) {
      return lookup;
    }
    try {
      Rulings rulings = rulings(document, current);
      return rulings.refuseAll()
          ? new Lookup.Refused(rulings.message())
          : new Lookup.Found(AllowedDocument.of(document, rulings));
    } catch (IOException | JpmException e) {
      return new Lookup.Unavailable(unable(e));
    }
  }

  /**
   * What is answered instead of a tarball; empty where it may be had.
   *
   * @param now the packument
   * @param anew the packument, asked for once more: a client may know more than the mirror
   * @param kept whether the tarball is here already
   */
  public Optional<TarballLookup> instead(
      String file, Supplier<Lookup> now, Supplier<Lookup> anew, Supplier<Boolean> kept) {
    if (current == null) {
      return Optional.empty();
    }
    try {
      Standing standing = standing(file, now.get(), current);
      if (standing instanceof Standing.Unknown) {
        standing = standing(file, anew.get(), current);
      }
      return switch (standing) {
        case Standing.Allowed _ -> Optional.empty();
        case Standing.Against(TarballLookup answer) -> Optional.of(answer);
        case Standing.Unknown _ ->
            !config.keepWithdrawn() && kept.get()
                ? Optional.of(
                    new TarballLookup.Refused(file + " has been withdrawn by its registry"))
                : Optional.empty();
      };
    } catch (IOException | JpmException e) {
      return Optional.of(new TarballLookup.Unavailable(unable(e)));
    }
  }

  private sealed interface Standing {
    record Allowed() implements Standing {}

    record Against(TarballLookup answer) implements Standing {}

    /** No version that is known has a tarball of that name. */
    record Unknown() implements Standing {}
  }

  private Standing standing(String file, Lookup lookup, CurrentTerms from) throws IOException {
    return switch (lookup) {
      case Lookup.Found(Document document) -> {
        Rulings rulings = rulings(document, from);
        String reason = rulings.refusedFiles().get(file);
        if (reason != null) {
          yield new Standing.Against(new TarballLookup.Refused(reason));
        }
        Optional<Offered.Version> unproven = rulings.unprovenFile(file);
        if (unproven.isPresent()) {
          yield refusal(document, unproven.get(), from)
              .<Standing>map(it -> new Standing.Against(new TarballLookup.Refused(it)))
              .orElseGet(Standing.Allowed::new);
        }
        // Of an upstream that cannot be asked nobody knows what it has withdrawn.
        yield rulings.allowedFiles().contains(file) || document.stale()
            ? new Standing.Allowed()
            : new Standing.Unknown();
      }
      case Lookup.Missing _ -> new Standing.Unknown();
      case Lookup.Refused(String reason) -> new Standing.Against(new TarballLookup.Refused(reason));
      case Lookup.Unavailable(String reason) ->
          new Standing.Against(new TarballLookup.Unavailable(reason));
    };
  }

  private Rulings rulings(Document document, CurrentTerms from) throws IOException {
    Terms terms = from.now();
    Instant now = clock.instant();
    Ruled before = before(document.name());
    if (before != null
        && before.document().equals(document.id())
        && before.generation() == terms.generation()
        && before.rulings().holds(now)) {
      return before.rulings();
    }
    Rulings rulings = proven(Offered.of(document), terms);
    synchronized (ruled) {
      ruled.put(document.name(), new Ruled(document.id(), terms.generation(), rulings));
    }
    return rulings;
  }

  /**
   * Rulings for which it is known who built what clients will choose: what tags name, and the
   * newest of each major line. Of all other versions that is found out when their manifest or
   * tarball is asked for: there may be thousands.
   */
  private Rulings proven(Offered offered, Terms terms) {
    Rulings rulings = Judgement.of(offered, terms, proofs, clock.instant());
    int left = PROVEN_AHEAD;
    for (int round = 0; round < ROUNDS && left > 0; round++) {
      List<Offered.Version> chosen = rulings.unprovenChoices().stream().limit(left).toList();
      if (chosen.isEmpty()) {
        break;
      }
      proofs.findAll(offered.name(), chosen);
      left -= chosen.size();
      rulings = Judgement.of(offered, terms, proofs, clock.instant());
    }
    return rulings;
  }

  /** Why a version of what was found may not be had after all; empty where it may. */
  public Optional<String> refusal(Lookup lookup, String version) {
    if (current == null || !(lookup instanceof Lookup.Found(Document document))) {
      return Optional.empty();
    }
    try {
      Rulings rulings = rulings(document, current);
      Offered.Version unproven = rulings.unproven().get(version);
      return unproven == null
          ? Optional.ofNullable(rulings.reasons().get(version))
          : refusal(document, unproven, current);
    } catch (IOException | JpmException e) {
      throw new HttpProblem(502, unable(e));
    }
  }

  /** The same, once it is known who built it. */
  private Optional<String> refusal(Document document, Offered.Version version, CurrentTerms from)
      throws IOException {
    Policy policy = from.now().policy();
    PackageFacts facts = version.provenBy(document.name(), proofs.find(document.name(), version));
    Verdict verdict = policy.provenance().byWhom(facts, policy.severities());
    if (verdict == null) {
      return Optional.empty();
    }
    synchronized (ruled) {
      ruled.remove(document.name());
    }
    Rulings again = rulings(document, from);
    return again.unproven().containsKey(version.text())
        ? Optional.of(verdict.reason()) // Forgotten meanwhile, and no better for that.
        : Optional.ofNullable(again.reasons().get(version.text()));
  }

  private @Nullable Ruled before(PackageName name) {
    synchronized (ruled) {
      return ruled.get(name);
    }
  }

  private static String unable(Exception e) {
    return "the policy cannot be applied: " + e.getMessage();
  }
}
