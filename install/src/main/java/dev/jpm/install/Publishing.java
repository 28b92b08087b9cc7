package dev.jpm.install;

import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.PackumentResult;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.lockfile.PackageJsonFix;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.pack.FolderFacts;
import dev.jpm.pack.PublishDocument;
import dev.jpm.pack.PublishableManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives a packed package to the registry that its name belongs to. */
public final class Publishing {
  private final Workbench bench;

  /** Publishes by the settings of {@code bench}, which those of publishConfig are among. */
  public Publishing(Workbench bench) {
    this.bench = bench;
  }

  /** The registry that {@code packed} goes to. */
  public Registry registry(Packed packed) {
    return new Registries(bench.settings()).of(name(packed));
  }

  /** Whether anything is known to tell the registry who we are. */
  public boolean isLoggedIn(Registry registry) {
    Login login = new Credentials(bench.settings()).of(registry.url(), registry.url());
    return login.authorization().isPresent()
        || login.certificate().isPresent()
        || registry.url().getUserInfo() != null;
  }

  /**
   * Refuses what would be a mistake: a range as tag, a prerelease or an older version as {@code
   * latest} where nobody asked for that, a version that is there already.
   *
   * @param taggedByDefault whether nobody has named a tag
   */
  public void check(Packed packed, String tag, boolean taggedByDefault) {
    if (Range.tryParseLoose(tag.strip()).isPresent()) {
      throw JpmException.of(
          ErrorCode.EUSAGE, "Tag name must not be a valid SemVer range: " + tag.strip());
    }
    Version version =
        Version.tryParseLoose(packed.version())
            .orElseThrow(() ->
                JpmException.of(ErrorCode.EUSAGE, "Invalid version: \"" + packed.version() + "\""));
    if (bench.settings().flag("force")) {
      return;
    }
    if (version.isPrerelease() && taggedByDefault) {
      throw JpmException.of(
          ErrorCode.EUSAGE,
          "You must specify a tag using --tag when publishing a prerelease version");
    }
    Optional<Packument> known = known(name(packed));
    if (known.filter(p -> p.versions().containsKey(version.toString())).isPresent()) {
      throw JpmException.of(
              ErrorCode.E403,
              "You cannot publish over the previously published versions: " + version)
          .withHint("Give it another version: jpm version patch");
    }
    Version highest = known.flatMap(Publishing::highest).orElse(null);
    if (taggedByDefault && highest != null && highest.isNewerThan(version)) {
      throw JpmException.of(
          ErrorCode.EUSAGE,
          "Cannot implicitly apply the \"latest\" tag because previously published version "
              + highest
              + " is higher than the new version "
              + version
              + ". You must specify a tag using --tag");
    }
  }

  private Optional<Packument> known(PackageName name) {
    return bench.packuments().fetch(name) instanceof PackumentResult.Found(Packument packument)
        ? Optional.of(packument)
        : Optional.empty();
  }

  /** Among releases that are no prereleases and not deprecated. */
  private static Optional<Version> highest(Packument packument) {
    return packument.versions().values().stream()
        .filter(release -> !release.isDeprecated())
        .flatMap(release -> Version.tryParseLoose(release.version()).stream())
        .filter(version -> !version.isPrerelease())
        .max(Comparator.naturalOrder());
  }

  /**
   * What is to be sent to publish it.
   *
   * @param folder that it was packed from, or null for a tarball
   * @param access as the setting has it, or null
   */
  public RegistryRequest request(
      Packed packed, @Nullable Path folder, String tag, @Nullable String access) {
    PackageName name = name(packed);
    if ("restricted".equals(access) && name.scope().isEmpty()) {
      throw JpmException.of(
          ErrorCode.EUNSCOPED, "Can't restrict access to packages without a scope");
    }
    ObjectNode manifest = folder == null ? packed.manifest().json() : publishable(packed, folder);
    PublishDocument document = new PublishDocument(manifest, tag, access);
    Registry registry = registry(packed);
    return RegistryRequest.of("PUT", registry, name.escaped())
        .with(document.json(registry.url(), packed.tarball(), packed.integrity(), packed.shasum()))
        .about(name.value());
  }

  /** The same for a registry that waits until somebody approves it. */
  public static RegistryRequest staged(RegistryRequest request, Packed packed) {
    return RegistryRequest.of(
            "POST", request.registry(), "-/stage/package/" + name(packed).escaped())
        .with(Objects.requireNonNull(request.body()))
        .about(request.subject());
  }

  /**
   * The same with what proves how it was built.
   *
   * @param bundle in Sigstore's format
   */
  public static RegistryRequest proven(RegistryRequest request, Packed packed, JsonNode bundle) {
    ObjectNode document = (ObjectNode) Objects.requireNonNull(request.body()).deepCopy();
    PublishDocument.attach(document, packed.name() + "-" + packed.version(), bundle);
    return request.with(document);
  }

  private ObjectNode publishable(Packed packed, Path folder) {
    PackageJsonFile fixed =
        PackageJsonFix.of(PackageJsonFile.create().withJson(packed.packageJson()));
    if (!fixed.json().equals(packed.packageJson())) {
      bench
          .surroundings()
          .reporter()
          .on(
              new Event.Warning(
                  "publish",
                  "jpm auto-corrected some errors in your package.json when publishing.  Please run"
                      + " \"jpm pkg fix\" to address these errors."));
    }
    return PublishableManifest.of(
        fixed.json(),
        FolderFacts.of(folder),
        path -> Files.exists(folder.resolve(path).normalize()));
  }

  private static PackageName name(Packed packed) {
    Manifest manifest = packed.manifest();
    return PackageName.tryParse(packed.name())
        .orElseThrow(() ->
            JpmException.of(
                ErrorCode.EINVALIDPACKAGENAME, "Invalid name: \"" + manifest.name() + "\""));
  }
}
