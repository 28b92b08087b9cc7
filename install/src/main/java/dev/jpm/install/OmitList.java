package dev.jpm.install;

import dev.jpm.config.Settings;
import dev.jpm.model.tree.DepFlag;
import dev.jpm.model.tree.Diff;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which kinds of dependencies stay off the disk: {@code omit} less {@code include}, with the old
 * settings (production, only, also, dev, optional) that npm still reads.
 */
public record OmitList(Set<Diff.Omit> kinds) {
  public OmitList {
    kinds = Set.copyOf(kinds);
  }

  /** What the settings say. */
  public static OmitList of(Settings settings) {
    Set<String> omit = new HashSet<>(settings.list("omit"));
    Set<String> include = new HashSet<>(settings.list("include"));
    Optional<Boolean> production = settings.decision("production");
    if (settings.text("only").startsWith("prod") || production.orElse(false)) {
      omit.add("dev");
    } else if (production.isPresent()) {
      include.add("dev");
    }
    if (settings.text("also").startsWith("dev") || settings.flag("dev")) {
      include.add("dev");
    }
    settings.decision("optional").ifPresent(wanted -> (wanted ? include : omit).add("optional"));
    omit.removeAll(include);
    EnumSet<Diff.Omit> kinds = EnumSet.noneOf(Diff.Omit.class);
    for (Diff.Omit kind : Diff.Omit.values()) {
      if (omit.contains(kind.name().toLowerCase(Locale.ROOT))) {
        kinds.add(kind);
      }
    }
    return new OmitList(kinds);
  }

  /** The same kinds as the resolver names them. */
  Set<DepFlag> flags() {
    EnumSet<DepFlag> flags = EnumSet.noneOf(DepFlag.class);
    for (Diff.Omit kind : kinds) {
      flags.add(
          switch (kind) {
            case DEV -> DepFlag.DEV;
            case OPTIONAL -> DepFlag.OPTIONAL;
            case PEER -> DepFlag.PEER;
          });
    }
    return flags;
  }
}
