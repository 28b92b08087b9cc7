package dev.jpm.resolver;

import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.PlatformCheck;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import dev.jpm.model.spec.Spec.GitSpec;
import dev.jpm.model.spec.Spec.RangeSpec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import dev.jpm.model.spec.Spec.RemoteSpec;
import dev.jpm.model.spec.Spec.TagSpec;
import dev.jpm.model.spec.Spec.VersionSpec;
import dev.jpm.resolver.ResolveOptions.Allow;
import dev.jpm.resolver.ResolveOptions.SourceKind;
import dev.jpm.resolver.graph.Nodes;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gets the manifest for a spec: picks from a packument, or asks for what is elsewhere. Answers the
 * same question once.
 */
final class Sources {
  /** A manifest and where its package is from, or why there is none. */
  record Loaded(
      Manifest manifest,
      @Nullable String resolved,
      @Nullable Integrity integrity,
      @Nullable JpmException failure) {}

  private record Key(String name, String spec) {}

  private final PackumentSource packuments;
  private final ManifestSource manifests;
  private final PickListener picks;
  private final ResolveOptions options;
  private final PickOptions pickOptions;
  private final VersionPicker picker;
  private final Map<Key, Loaded> loaded = new HashMap<>();
  private final IdentityHashMap<Manifest, Loaded> picked = new IdentityHashMap<>();

  Sources(
      PackumentSource packuments,
      ManifestSource manifests,
      PickListener picks,
      VersionPicker picker,
      ResolveOptions options) {
    this.packuments = packuments;
    this.manifests = manifests;
    this.picks = picks;
    this.picker = picker;
    this.options = options;
    this.pickOptions =
        PickOptions.on(options.platform())
            .withBefore(options.releaseAge().before())
            .withDefaultTag(options.defaultTag());
  }

  ManifestSource manifests() {
    return manifests;
  }

  /**
   * What {@code spec} of dependency {@code name} stands for.
   *
   * @param place where a folder or file spec leads, relative to the project root
   * @param own whether the project itself asks, and not a dependency
   */
  Loaded load(String name, Spec spec, @Nullable String place, boolean own) {
    JpmException refused = refused(spec, own);
    if (refused != null) {
      return failed(refused);
    }
    return switch (spec) {
      case AliasSpec alias -> registry(alias.target(), alias.subSpec());
      case RegistrySpec registry -> {
        PackageName target = registry.name();
        yield target == null
            ? failed(
                JpmException.of(
                    ErrorCode.EINVALIDPACKAGENAME,
                    "Invalid package name \"" + name + "\": " + PackageName.problemsOf(name)))
            : registry(target, registry);
      }
      case DirectorySpec folder ->
          once(
              new Key("", "folder:" + place),
              () -> fileResolved(manifests.file(pathOf(place, folder.path())), place));
      case FileSpec file ->
          once(
              new Key("", "file:" + place),
              () -> fileResolved(manifests.file(pathOf(place, file.path())), place));
      case RemoteSpec remote ->
          once(
              new Key("", remote.url()),
              () -> answered(manifests.remote(remote.url()), remote.url()));
      case GitSpec git ->
          once(new Key("", "git:" + git.raw()), () -> answered(manifests.git(git.raw()), null));
    };
  }

  private static String pathOf(@Nullable String place, String path) {
    return place == null ? path : place;
  }

  /** Why the settings forbid a source, or null. */
  @Nullable JpmException refused(Spec spec, boolean own) {
    SourceKind kind =
        switch (spec) {
          case GitSpec _ -> SourceKind.GIT;
          case RemoteSpec _ -> SourceKind.REMOTE;
          case FileSpec _ -> SourceKind.FILE;
          case DirectorySpec _ -> SourceKind.DIRECTORY;
          case AliasSpec _, RegistrySpec _ -> null;
        };
    if (kind == null) {
      return null;
    }
    Allow allow = options.allow().getOrDefault(kind, Allow.ALL);
    if (allow == Allow.ALL || (allow == Allow.ROOT && own)) {
      return null;
    }
    String type = kind.name().toLowerCase(Locale.ROOT);
    return JpmException.of(
            ErrorCode.valueOf("EALLOW" + kind.name()),
            "Fetching"
                + (allow == Allow.ROOT ? " non-root" : "")
                + " packages of type \""
                + type
                + "\" have been disabled: "
                + spec.raw())
        .withHint("To allow them: --allow-" + type + "=all, or allow-" + type + "=all in .npmrc");
  }

  /** Tells that a dependency will be asked for soon. */
  void prefetch(String name, Spec spec) {
    switch (spec) {
      case AliasSpec alias -> prefetch(alias.target(), alias.subSpec());
      case RegistrySpec registry -> prefetch(registry.name(), registry);
      case DirectorySpec _, FileSpec _, RemoteSpec _, GitSpec _ -> {}
    }
  }

  private void prefetch(@Nullable PackageName name, RegistrySpec spec) {
    if (name != null && !loaded.containsKey(new Key(name.value(), text(spec)))) {
      packuments.prefetch(name, text(spec));
    }
  }

  private static String text(RegistrySpec spec) {
    return switch (spec) {
      case VersionSpec version -> version.version().toString();
      case RangeSpec range -> range.raw().strip();
      case TagSpec tag -> tag.tag();
    };
  }

  private Loaded registry(PackageName name, RegistrySpec spec) {
    String wanted = text(spec);
    return once(
        new Key(name.value(), wanted),
        () ->
            switch (packuments.packument(name, wanted)) {
              case PackumentAnswer.Found found ->
                  pick(name, picker.pick(found.packument(), wanted, optionsFor(name)));
              case PackumentAnswer.NotFound missing -> failed(missing.error());
              case PackumentAnswer.Unavailable down -> failed(down.error());
            });
  }

  private PickOptions optionsFor(PackageName name) {
    return pickOptions.before() == null
        ? pickOptions
        : pickOptions.withBefore(options.releaseAge().before(name));
  }

  private Loaded pick(PackageName name, PickResult result) {
    return switch (result) {
      case PickResult.Picked pick -> {
        Manifest manifest = pick.release().manifest();
        Loaded known = picked.get(manifest);
        if (known == null) {
          known = ofDist(name, manifest);
          picked.put(manifest, known);
          if (known.failure() == null && PlatformCheck.isSupported(manifest, options.platform())) {
            picks.picked(name, manifest);
          }
        }
        yield known;
      }
      case PickResult.None none -> failed(none.error());
    };
  }

  private static Loaded ofDist(PackageName name, Manifest manifest) {
    if (manifest.version() == null) {
      return failed(
          JpmException.of(
              ErrorCode.ETARGET, "incomplete manifest for " + name + ", missing version"));
    }
    JsonNode dist = manifest.json().path("dist");
    String integrity = dist.path("integrity").asString("");
    String shasum = dist.path("shasum").asString("");
    String tarball = dist.path("tarball").asString("");
    if (tarball.regionMatches(true, 0, "file:", 0, 5)) {
      return failed(
          JpmException.of(
                  ErrorCode.EUNSUPPORTEDPROTOCOL,
                  "The registry names a file of this machine as the tarball of %s: %s"
                      .formatted(manifest, tarball))
              .withHint("Tell who runs the registry: what it publishes comes by http: or https:"));
    }
    return new Loaded(
        manifest,
        tarball.isEmpty() ? null : tarball,
        Integrity.ofDist(integrity, shasum).orElse(null),
        null);
  }

  private Loaded fileResolved(ManifestAnswer answer, @Nullable String place) {
    return answered(answer, place == null ? null : "file:" + place);
  }

  private static Loaded answered(ManifestAnswer answer, @Nullable String resolved) {
    return switch (answer) {
      case ManifestAnswer.Found found ->
          new Loaded(
              found.manifest(),
              found.resolved() == null ? resolved : found.resolved(),
              found.integrity(),
              null);
      case ManifestAnswer.Missing _ ->
          failed(
              JpmException.of(
                  ErrorCode.ENOENT, "Could not read package.json in " + orUnknown(resolved)));
      case ManifestAnswer.Failed failed -> failed(failed.error());
    };
  }

  private static String orUnknown(@Nullable String resolved) {
    return resolved == null ? "the repository" : resolved;
  }

  static Loaded failed(JpmException error) {
    return new Loaded(Nodes.noManifest(), null, null, error);
  }

  private Loaded once(Key key, Supplier<Loaded> ask) {
    Loaded known = loaded.get(key);
    if (known == null) {
      known = ask.get();
      loaded.put(key, known);
    }
    return known;
  }
}
