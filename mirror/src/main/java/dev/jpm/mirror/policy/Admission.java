package dev.jpm.mirror.policy;

import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.mirror.config.PolicyConfig;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what the policy allows of what upstreams have. Everything that is answered about a
 * version goes by the same rulings, which are made once for each packument.
 */
public final class Admission {
  private static final int KEPT = 2_000;

  private final PolicyConfig config;
  private final @Nullable TermsFiles files;
  private final InstantSource clock;
  private final Map<PackageName, Ruled> ruled =
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
   * @throws JpmException where what it names cannot be read
   */
  public Admission(PolicyConfig config, Path imports, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.files = config.isNone() ? null : new TermsFiles(config, imports, clock);
  }

  /** Who knows advisories here; nobody where the configuration names none. */
  public Optional<AdvisorySource> advisories() {
    return config.advisories() == null
        ? Optional.empty()
        : Optional.ofNullable(files).map(TermsFiles::advisories);
  }

  /** What an upstream has, without what is refused. */
  public Lookup admit(Lookup lookup) {
    if (files == null || !(lookup instanceof Lookup.Found(Document document))) {
      return lookup;
    }
    try {
      Rulings rulings = rulings(document, files);
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
    if (files == null) {
      return Optional.empty();
    }
    try {
      Standing standing = standing(file, now.get(), files);
      if (standing instanceof Standing.Unknown) {
        standing = standing(file, anew.get(), files);
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

  private Standing standing(String file, Lookup lookup, TermsFiles from) throws IOException {
    return switch (lookup) {
      case Lookup.Found(Document document) -> {
        Rulings rulings = rulings(document, from);
        String reason = rulings.refusedFiles().get(file);
        if (reason != null) {
          yield new Standing.Against(new TarballLookup.Refused(reason));
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

  private Rulings rulings(Document document, TermsFiles from) throws IOException {
    Terms terms = from.now();
    Instant now = clock.instant();
    Ruled before = before(document.name());
    if (before != null
        && before.document().equals(document.id())
        && before.generation() == terms.generation()
        && before.rulings().holds(now)) {
      return before.rulings();
    }
    Rulings rulings = Judgement.of(Offered.of(document), terms, now);
    synchronized (ruled) {
      ruled.put(document.name(), new Ruled(document.id(), terms.generation(), rulings));
    }
    return rulings;
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
