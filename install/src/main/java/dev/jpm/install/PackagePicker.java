package dev.jpm.install;

import dev.jpm.cache.Label;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.fetcher.Tarball;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.glob.Glob;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.AliasSpec;
import dev.jpm.model.spec.Spec.RegistrySpec;
import dev.jpm.model.spec.Spec.RemoteSpec;
import dev.jpm.resolver.PickOptions;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.ResolveOptions;
import dev.jpm.resolver.VersionPicker;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Picks single versions as an install would, for commands that want no tree. */
public final class PackagePicker {
  private final Workbench bench;
  private final ResolveOptions options;

  /** Picks for what the project of {@code bench} runs on. */
  public PackagePicker(Workbench bench) {
    this.bench = bench;
    ProjectFiles project = ProjectFiles.load(bench.surroundings().localPrefix(), false);
    this.options =
        new ResolveSettings(bench.settings(), bench.surroundings().clock())
            .on(Runtimes.of(bench, project.folder(), project.manifest()).platform());
  }

  /** The packument of {@code name}; empty where the registry has none or withholds it. */
  public Optional<Packument> packument(PackageName name) {
    return switch (bench.packuments().fetch(name)) {
      case PackumentResult.Found found -> Optional.of(found.packument());
      case PackumentResult.Missing _ -> Optional.empty();
      case PackumentResult.Unavailable unavailable when isWithheld(unavailable.error()) ->
          Optional.empty();
      case PackumentResult.Unavailable unavailable -> throw unavailable.error();
    };
  }

  private static boolean isWithheld(JpmException error) {
    return error.code() == ErrorCode.E403;
  }

  /** The versions that were there before the time that settings name. */
  public List<String> oldEnough(Packument packument) {
    Instant before = options.releaseAge().before();
    if (before == null || packument.time().isEmpty() || isExcluded(packument)) {
      return List.copyOf(packument.versions().keySet());
    }
    List<String> versions = new ArrayList<>();
    for (String version : packument.versions().keySet()) {
      String time = packument.time().get(version);
      if (time != null && !Instant.parse(time).isAfter(before)) {
        versions.add(version);
      }
    }
    return versions;
  }

  private boolean isExcluded(Packument packument) {
    return options.releaseAge().exclude().stream()
        .anyMatch(glob -> Glob.of(glob).matches(packument.name()));
  }

  /** The version that an install would take for {@code wanted}. Not safe for several threads. */
  public PickResult pick(VersionPicker picker, Packument packument, String wanted) {
    PickOptions picks =
        PickOptions.on(options.platform())
            .withDefaultTag(options.defaultTag())
            .withBefore(isExcluded(packument) ? null : options.releaseAge().before());
    return picker.pick(packument, wanted, picks);
  }

  /**
   * The tarball behind a spec as users type it.
   *
   * @throws JpmException E404, ETARGET; EUSAGE where it is neither of a registry nor a URL
   */
  public Tarball tarballOf(String typed) {
    Spec spec = Spec.parseArgument(typed);
    return switch (spec) {
      case AliasSpec alias -> ofRegistry(alias.target(), alias.subSpec());
      case RegistrySpec registry when spec.name() != null -> ofRegistry(spec.name(), registry);
      case RemoteSpec remote -> new Tarball(Label.NONE, null, URI.create(remote.url()), null);
      default ->
          throw JpmException.of(
              ErrorCode.EUSAGE, "\"" + typed + "\" is neither a package of a registry nor a URL");
    };
  }

  private Tarball ofRegistry(PackageName name, RegistrySpec wanted) {
    Packument packument =
        switch (bench.packuments().fetch(name)) {
          case PackumentResult.Found found -> found.packument();
          case PackumentResult.Missing missing -> throw missing.error();
          case PackumentResult.Unavailable unavailable -> throw unavailable.error();
        };
    return switch (pick(new VersionPicker(), packument, wanted.raw())) {
      case PickResult.None none -> throw none.error();
      case PickResult.Picked picked -> {
        Dist dist = Dist.of(picked.release().manifest());
        yield Tarball.of(
            name, picked.release().version(), URI.create(dist.tarball()), dist.integrity());
      }
    };
  }
}
