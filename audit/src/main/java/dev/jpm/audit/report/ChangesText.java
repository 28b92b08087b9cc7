package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.change.Change;
import dev.jpm.audit.registry.Release;
import dev.jpm.lockfile.entry.LockedPackage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a lockfile for people: a line each, by kind. */
public final class ChangesText {
  private ChangesText() {}

  /** Lines without a last line break; the first says against what. */
  public static String of(String title, List<Change> changes) {
    List<String> lines = new ArrayList<>();
    lines.add(title + (changes.isEmpty() ? ": nothing changed" : ":"));
    for (Change.Kind kind : Change.Kind.values()) {
      changes.stream()
          .filter(one -> one.kind() == kind)
          .map(one -> "  %-8s  %s%s".formatted(kind.word(), what(one), facts(one)))
          .map(Finding::onOneLine)
          .forEach(lines::add);
    }
    return String.join("\n", lines);
  }

  private static String what(Change change) {
    LockedPackage before = change.before();
    LockedPackage after = change.after();
    return switch (change.kind()) {
      case ADDED, REPLACED, REMOVED -> change.entry().id();
      case UPDATED -> change.entry().name() + " " + version(before) + " -> " + version(after);
      case MOVED -> change.entry().id() + "  " + key(before) + " -> " + key(after);
    };
  }

  private static String version(@Nullable LockedPackage entry) {
    return entry == null || entry.version() == null ? "?" : entry.version();
  }

  private static String key(@Nullable LockedPackage entry) {
    return entry == null ? "" : entry.key();
  }

  private static String facts(Change change) {
    Release release = change.newRelease();
    if (release == null) {
      return "";
    }
    List<String> facts = new ArrayList<>();
    if (release.licence() != null) {
      facts.add(release.licence());
    }
    if (release.published() != null) {
      facts.add("published " + release.published().toString().substring(0, 10));
    }
    if (release.publisher() != null) {
      facts.add("by " + release.publisher());
    }
    if (release.unpackedSize() >= 0) {
      facts.add(release.unpackedSize() + " bytes");
    }
    return facts.isEmpty() ? "" : "  (" + String.join(", ", facts) + ")";
  }
}
