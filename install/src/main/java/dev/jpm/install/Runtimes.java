package dev.jpm.install;

import dev.jpm.config.BuildServices;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.fetcher.Tarball;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.Platform;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.Redacted;
import dev.jpm.runtime.ExportedSettings;
import dev.jpm.runtime.HostPlatform;
import dev.jpm.runtime.Launcher;
import dev.jpm.runtime.NodeRuntime;
import dev.jpm.runtime.RuntimeChoice;
import dev.jpm.runtime.RuntimeDecision;
import dev.jpm.runtime.RuntimePackages;
import dev.jpm.runtime.RuntimeProvider;
import dev.jpm.runtime.RuntimeTable;
import dev.jpm.runtime.ScriptContext;
import dev.jpm.runtime.ShimFolder;
import dev.jpm.runtime.Shims;
import dev.jpm.runtime.SystemNode;
import dev.jpm.runtime.UserAgent;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Node.js that a project runs on: which one, and bringing it here when a script needs it. */
public final class Runtimes {
  private final Workbench bench;
  private final RuntimeDecision decision;
  private @Nullable NodeRuntime provided;

  private Runtimes(Workbench bench, RuntimeDecision decision) {
    this.bench = bench;
    this.decision = decision;
  }

  /**
   * Decides for the project in {@code folder}; nothing is fetched yet.
   *
   * @param manifest its package.json, or null where there is none
   */
  public static Runtimes of(Workbench bench, Path folder, @Nullable Manifest manifest) {
    return of(bench, folder, manifest, bench.surroundings().host());
  }

  /**
   * The same for another machine perhaps.
   *
   * @throws JpmException ERUNTIME where there is none for that platform
   */
  public static Runtimes of(
      Workbench bench, Path folder, @Nullable Manifest manifest, HostPlatform platform) {
    RuntimeChoice.Wishes wishes =
        new RuntimeChoice.Wishes(
            bench.settings().text("runtime").equals("system"),
            manifest,
            ProjectFiles.readIfThere(folder.resolve(".nvmrc")),
            ProjectFiles.readIfThere(folder.resolve(".node-version")));
    boolean here = platform.equals(bench.surroundings().host());
    return new Runtimes(
        bench,
        here ? RuntimeChoice.decide(wishes, platform) : RuntimeChoice.elsewhere(wishes, platform));
  }

  /**
   * For what somebody asks for by hand; nothing is fetched yet.
   *
   * @param platform that it is to run on, another one than this perhaps
   * @throws JpmException ERUNTIME where the words mean nothing or there is none for the platform
   */
  public static Runtimes asked(Workbench bench, String words, HostPlatform platform) {
    return new Runtimes(bench, RuntimeChoice.asked(words, platform));
  }

  /** Which Node.js it is to be, before anything is looked up. */
  public RuntimeDecision decision() {
    return decision;
  }

  /** What the project will run on; fetches a runtime only where its version is not known yet. */
  public Platform platform() {
    HostPlatform host = bench.surroundings().host();
    return new Platform(host.os(), host.cpu(), host.libc(), version(), UserAgent.NPM_VERSION);
  }

  private String version() {
    return switch (decision) {
      case RuntimeDecision.UseBundled _ -> RuntimeTable.VERSION;
      case RuntimeDecision.UseSystem _, RuntimeDecision.UsePinned _ -> node().version();
    };
  }

  /** The runtime, brought to this machine first where it is not here yet. */
  public synchronized NodeRuntime node() {
    NodeRuntime here = provided;
    if (here == null) {
      Surroundings around = bench.surroundings();
      here =
          new RuntimeProvider(
                  new FromRegistry(bench),
                  new SystemNode(around.env(), around.host(), shimRoot()),
                  around.reporter())
              .provide(decision);
      provided = here;
    }
    return here;
  }

  /**
   * What scripts of this project share.
   *
   * @param folder the project's
   */
  public ScriptContext scripts(Path folder) {
    Surroundings around = bench.surroundings();
    Settings settings = bench.settings();
    NodeRuntime node = node();
    Shims shims =
        ShimFolder.ensure(shimRoot(), node, new Launcher(around.launcher()), around.host());
    return new ScriptContext(
        around.env(),
        ExportedSettings.of(settings),
        around.command(),
        around.cwd(),
        folder,
        around.globalPrefix(),
        around.home(),
        emptyIsNull(settings.text("editor")),
        emptyIsNull(settings.text("node-options")),
        settings.path("node-gyp").orElse(null),
        around.color(),
        userAgent(bench, node.version()),
        node,
        shims,
        compileCache(bench),
        around.host());
  }

  /** Where Node.js keeps what it compiled; may be missing. */
  public static Path compileCache(Workbench bench) {
    return bench.cacheFolder().resolve("node-compile-cache");
  }

  private Path shimRoot() {
    return bench.cacheFolder().resolve("shims");
  }

  /**
   * The user agent of requests and scripts; for requests before a runtime is chosen, the bundled.
   */
  static String userAgent(Workbench bench, @Nullable String nodeVersion) {
    Surroundings around = bench.surroundings();
    String set =
        bench.settings().isDefault("user-agent") ? "" : bench.settings().text("user-agent");
    return UserAgent.of(
        set.isEmpty() ? UserAgent.DEFAULT_TEMPLATE : set,
        around.version(),
        nodeVersion == null ? RuntimeTable.VERSION : nodeVersion,
        around.host(),
        !bench.settings().list("workspace").isEmpty(),
        ciName(around.env()));
  }

  private static @Nullable String ciName(Map<String, String> env) {
    String name = BuildServices.of(env).name();
    return name == null ? null : name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static @Nullable String emptyIsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Runtimes come through the same fetcher and store as every other package. */
  private record FromRegistry(Workbench bench) implements RuntimePackages {
    @Override
    public Path folderOf(PackageName name, String version, @Nullable Integrity integrity) {
      if (integrity != null) {
        Optional<Path> stored = bench.store().folderOf(integrity);
        if (stored.isPresent()) {
          return stored.get();
        }
      }
      Packument.Release release =
          switch (bench.packuments().fetch(name)) {
            case PackumentResult.Found found -> found.packument().versions().get(version);
            case PackumentResult.Missing _ -> null;
            case PackumentResult.Unavailable unavailable -> throw unavailable.error();
          };
      if (release == null) {
        throw lacking(name, version);
      }
      Dist dist = Dist.of(release.manifest());
      Tarball tarball =
          Tarball.of(
              name,
              version,
              URI.create(dist.tarball()),
              integrity == null ? dist.integrity() : integrity);
      return bench.tarballs().fetch(tarball).folder();
    }

    @Override
    public List<String> versionsOf(PackageName name) {
      return switch (bench.packuments().fetch(name)) {
        case PackumentResult.Found found -> List.copyOf(found.packument().versions().keySet());
        case PackumentResult.Missing _ -> List.of();
        case PackumentResult.Unavailable unavailable -> throw unavailable.error();
      };
    }

    private JpmException lacking(PackageName name, String version) {
      URI registry = bench.client().registries().of(name).url();
      return JpmException.of(
              ErrorCode.ERUNTIME,
              "The registry "
                  + Redacted.text(registry.toString())
                  + " has no "
                  + name
                  + "@"
                  + version
                  + ", the package that Node.js comes in")
          .withHint("Add that package to the registry")
          .withHint("Or use the Node.js on this machine: --runtime=system");
    }
  }
}
