package dev.jpm.audit.advisory;

import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.resolver.PackumentAnswer;
import dev.jpm.resolver.PackumentSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes flaws, each once. */
final class Flaws {
  private final PackumentSource packuments;
  private final Map<String, Flaw> known = new HashMap<>();
  private final Map<String, PublishedVersions> published = new HashMap<>();

  Flaws(PackumentSource packuments) {
    this.packuments = packuments;
  }

  Flaw of(Advisory advisory) {
    return known.computeIfAbsent(
        advisory.name() + "\n" + advisory.key(),
        _ -> new DirectFlaw(advisory, published(advisory.name())));
  }

  /** What the package {@code name}, which depends on {@code source}'s, has of that flaw. */
  Flaw inherited(String name, Flaw source) {
    String key = name + "\n" + source.name() + "\n" + source.key();
    Flaw flaw = known.get(key);
    if (flaw == null) {
      flaw = new InheritedFlaw(name, source, published(name));
      known.put(key, flaw);
    }
    return flaw;
  }

  /** Lets the documents about {@code name} be fetched meanwhile. */
  void expect(String name) {
    PackageName.tryParse(name).ifPresent(known -> packuments.prefetch(known, ""));
  }

  private PublishedVersions published(String name) {
    return published.computeIfAbsent(name, it -> new PublishedVersions(packument(it)));
  }

  /** As with npm, what no registry gives is taken for a package without versions. */
  private @Nullable Packument packument(String name) {
    PackageName valid = PackageName.tryParse(name).orElse(null);
    return valid != null
            && packuments.packument(valid) instanceof PackumentAnswer.Found(Packument found)
        ? found
        : null;
  }
}
