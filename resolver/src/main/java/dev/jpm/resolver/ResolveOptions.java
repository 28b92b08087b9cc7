package dev.jpm.resolver;

import dev.jpm.model.PackageName;
import dev.jpm.model.Platform;
import dev.jpm.model.tree.DepFlag;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that decide a tree.
 *
 * @param platform what the project will run on: versions are picked by it, other platforms'
 *     optional packages stay in the lockfile only
 * @param host the platform without {@code os}, {@code cpu} and {@code libc} that somebody asked
 *     for: what is required must suit it, as in npm
 * @param flags the settings that are on or off; SAVE is on by default
 * @param omit the kinds that are not installed: DEV, OPTIONAL, PEER; they still are in the tree,
 *     but their engines and platforms do not matter
 * @param allow where packages of a kind may come from; ALL for kinds not named
 * @param releaseAge which versions are old enough
 * @param defaultTag npm's {@code tag}
 * @param savePrefix put before the version when a spec is saved: {@code ^}, {@code ~} or nothing
 */
public record ResolveOptions(
    Platform platform,
    Platform host,
    Set<Flag> flags,
    InstallStrategy strategy,
    Set<DepFlag> omit,
    Map<SourceKind, Allow> allow,
    ReleaseAge releaseAge,
    String defaultTag,
    String savePrefix) {

  /** Settings that are on or off, named as npm's. */
  public enum Flag {
    LEGACY_PEER_DEPS,
    STRICT_PEER_DEPS,
    FORCE,
    PREFER_DEDUPE,
    INSTALL_LINKS,
    ENGINE_STRICT,
    /** Off for {@code ci} and {@code --no-save}: an invalid optional peer is then left alone. */
    SAVE,
    /** The root is the global folder: its packages are not hoisted and bring no peers along. */
    GLOBAL,
    /**
     * The tree is all that is wanted (package-lock-only): what packages bundle is looked at even
     * where they will not be installed.
     */
    COMPLETE,
    /** What packages bundle is not looked at ({@code prune} of a lockfile alone). */
    LEAVE_BUNDLES,
    /** What the starting tree lacks of optional dependencies stays away ({@code ci}). */
    LEAVE_MISSING_OPTIONAL,
    /** Lockfiles that packages ship count for nothing (npm 12). */
    IGNORE_SHRINKWRAPS,
    /** What nothing asks for goes even where nothing else changes ({@code prune}). */
    PRUNE,
    /** What nothing asks for stays whatever changes ({@code link}). */
    KEEP_EXTRANEOUS
  }

  /** How deep packages are placed, npm's {@code install-strategy}. */
  public enum InstallStrategy {
    HOISTED,
    NESTED,
    SHALLOW
  }

  /** Where a package can come from other than the registry. */
  public enum SourceKind {
    GIT,
    REMOTE,
    FILE,
    DIRECTORY
  }

  /** Who may ask for packages of a source kind. */
  public enum Allow {
    ALL,
    ROOT,
    NONE
  }

  /**
   * Which versions are old enough to be picked.
   *
   * @param before versions published later are not picked; null: all are old enough
   * @param exclude names, or globs of names, that the rule does not hold for
   */
  public record ReleaseAge(@Nullable Instant before, List<String> exclude) {
    public ReleaseAge {
      exclude = List.copyOf(exclude);
    }

    /** The moment that counts for the versions of {@code name}; null: all are old enough. */
    public @Nullable Instant before(PackageName name) {
      return before != null && Globs.matchesAny(exclude, name.value()) ? null : before;
    }
  }

  public ResolveOptions {
    flags = Set.copyOf(flags);
    omit = Set.copyOf(omit);
    allow = Map.copyOf(allow);
  }

  /** npm's defaults on {@code platform}. */
  public static ResolveOptions on(Platform platform) {
    return new ResolveOptions(
        platform,
        platform,
        Set.of(Flag.SAVE),
        InstallStrategy.HOISTED,
        Set.of(),
        Map.of(),
        new ReleaseAge(null, List.of()),
        "latest",
        "^");
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** These options with the given flags on as well. */
  public ResolveOptions with(Flag... on) {
    EnumSet<Flag> more = EnumSet.noneOf(Flag.class);
    more.addAll(flags);
    more.addAll(Arrays.asList(on));
    return withFlags(more);
  }

  /** These options with the given flags off. */
  public ResolveOptions without(Flag... off) {
    EnumSet<Flag> fewer = EnumSet.noneOf(Flag.class);
    fewer.addAll(flags);
    Arrays.asList(off).forEach(fewer::remove);
    return withFlags(fewer);
  }

  public ResolveOptions withStrategy(InstallStrategy newStrategy) {
    return new ResolveOptions(
        platform, host, flags, newStrategy, omit, allow, releaseAge, defaultTag, savePrefix);
  }

  public ResolveOptions withOmit(Set<DepFlag> newOmit) {
    return new ResolveOptions(
        platform, host, flags, strategy, newOmit, allow, releaseAge, defaultTag, savePrefix);
  }

  /** These options with one kind of source allowed to those that {@code who} names. */
  public ResolveOptions withAllow(SourceKind kind, Allow who) {
    EnumMap<SourceKind, Allow> more = new EnumMap<>(SourceKind.class);
    more.putAll(allow);
    more.put(kind, who);
    return new ResolveOptions(
        platform, host, flags, strategy, omit, more, releaseAge, defaultTag, savePrefix);
  }

  public ResolveOptions withReleaseAge(ReleaseAge age) {
    return new ResolveOptions(
        platform, host, flags, strategy, omit, allow, age, defaultTag, savePrefix);
  }

  public ResolveOptions withDefaultTag(String tag) {
    return new ResolveOptions(
        platform, host, flags, strategy, omit, allow, releaseAge, tag, savePrefix);
  }

  public ResolveOptions withSavePrefix(String prefix) {
    return new ResolveOptions(
        platform, host, flags, strategy, omit, allow, releaseAge, defaultTag, prefix);
  }

  private ResolveOptions withFlags(Set<Flag> newFlags) {
    return new ResolveOptions(
        platform, host, newFlags, strategy, omit, allow, releaseAge, defaultTag, savePrefix);
  }
}
