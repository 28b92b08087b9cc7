package dev.jpm.install;

import dev.jpm.config.Settings;
import dev.jpm.model.Platform;
import dev.jpm.resolver.ResolveOptions;
import dev.jpm.resolver.ResolveOptions.Allow;
import dev.jpm.resolver.ResolveOptions.Flag;
import dev.jpm.resolver.ResolveOptions.InstallStrategy;
import dev.jpm.resolver.ResolveOptions.ReleaseAge;
import dev.jpm.resolver.ResolveOptions.SourceKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what decides a tree out of the settings. */
final class ResolveSettings {
  /** In days: longer than there are packages, and no date of it overflows. */
  private static final double LONGEST_AGE = 365_000;

  private static final Map<String, Flag> FLAGS =
      Map.of(
          "legacy-peer-deps", Flag.LEGACY_PEER_DEPS,
          "strict-peer-deps", Flag.STRICT_PEER_DEPS,
          "force", Flag.FORCE,
          "prefer-dedupe", Flag.PREFER_DEDUPE,
          "install-links", Flag.INSTALL_LINKS,
          "engine-strict", Flag.ENGINE_STRICT,
          "save", Flag.SAVE,
          "global", Flag.GLOBAL);

  private final Settings settings;
  private final InstantSource clock;

  ResolveSettings(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The options for a project that will run on {@code host}. */
  ResolveOptions on(Platform host) {
    return new ResolveOptions(
        asked(host),
        host,
        flags(),
        strategy(),
        OmitList.of(settings).flags(),
        allowed(),
        new ReleaseAge(before(), settings.list("min-release-age-exclude")),
        settings.text("tag"),
        settings.flag("save-exact") ? "" : settings.text("save-prefix"));
  }

  /** The platform with {@code --os}, {@code --cpu} and {@code --libc} put in its place. */
  private Platform asked(Platform host) {
    String os = settings.text("os").isEmpty() ? host.os() : settings.text("os");
    String cpu = settings.text("cpu");
    String libc = settings.text("libc");
    return new Platform(
        os,
        cpu.isEmpty() ? host.cpu() : cpu,
        libc.isEmpty() ? (os.equals("linux") ? host.libc() : null) : libc,
        host.nodeVersion(),
        host.npmVersion());
  }

  private Set<Flag> flags() {
    EnumSet<Flag> on = EnumSet.noneOf(Flag.class);
    FLAGS.forEach((key, flag) -> {
      if (settings.flag(key)) {
        on.add(flag);
      }
    });
    if (settings.text("compat").equals("npm12")) {
      on.add(Flag.IGNORE_SHRINKWRAPS);
    }
    return on;
  }

  private InstallStrategy strategy() {
    if (settings.flag("legacy-bundling")) {
      return InstallStrategy.NESTED;
    }
    if (settings.flag("global-style") || settings.flag("global")) {
      return InstallStrategy.SHALLOW;
    }
    return switch (settings.text("install-strategy")) {
      case "nested" -> InstallStrategy.NESTED;
      case "shallow" -> InstallStrategy.SHALLOW;
      default -> InstallStrategy.HOISTED;
    };
  }

  private Map<SourceKind, Allow> allowed() {
    Map<SourceKind, Allow> allowed = new EnumMap<>(SourceKind.class);
    for (SourceKind kind : SourceKind.values()) {
      allowed.put(kind, allowed(kind));
    }
    return allowed;
  }

  /** Who may ask for packages of that kind; npm's releases differ in what holds by default. */
  Allow allowed(SourceKind kind) {
    String key = "allow-" + kind.name().toLowerCase(Locale.ROOT);
    boolean fromElsewhere = kind == SourceKind.GIT || kind == SourceKind.REMOTE;
    if (fromElsewhere && settings.isDefault(key)) {
      switch (settings.text("compat")) {
        case "npm11" -> {
          return Allow.ALL;
        }
        case "npm12" -> {
          return Allow.NONE;
        }
        default -> {}
      }
    }
    return Allow.valueOf(settings.text(key).toUpperCase(Locale.ROOT));
  }

  private @Nullable Instant before() {
    double days = settings.number("min-release-age");
    if (days > 0) {
      long minutes = Math.round(Math.min(days, LONGEST_AGE) * 24 * 60);
      return clock.instant().minus(Duration.ofMinutes(minutes));
    }
    return settings.moment("before").orElse(null);
  }
}
