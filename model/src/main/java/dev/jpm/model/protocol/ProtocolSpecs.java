package dev.jpm.model.protocol;

import dev.jpm.model.Closeness;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.protocol.ProtocolSpec.CatalogSpec;
import dev.jpm.model.protocol.ProtocolSpec.JsrSpec;
import dev.jpm.model.protocol.ProtocolSpec.LinkSpec;
import dev.jpm.model.protocol.ProtocolSpec.WorkspaceSpec;
import dev.jpm.model.protocol.Workspaces.Workspace;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.tree.Paths;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns specs that npm lacks into npm's, for one project. While a project is installed, {@code
 * workspace:} is a {@code file:} spec of the workspace's folder, so that no other package can take
 * its place; in what is published, it is the version. What the lockfile holds is npm's spec, and so
 * tells all without the catalog.
 */
public final class ProtocolSpecs {
  private final Workspaces workspaces;
  private final Supplier<Catalogs> catalogs;

  /**
   * Those of one project.
   *
   * @param catalogs asked for only where a spec needs one
   */
  public ProtocolSpecs(Workspaces workspaces, Supplier<Catalogs> catalogs) {
    this.workspaces = workspaces;
    this.catalogs = catalogs;
  }

  /**
   * The package.json of the project, or of a folder in it, with npm's specs alone; {@code manifest}
   * itself where it has no others.
   *
   * @param path of the folder from the project's
   * @throws JpmException EWORKSPACE, ECATALOG where a spec asks for what is not there;
   *     EINVALIDPACKAGENAME for a name that JSR cannot have
   */
  public Manifest installed(Manifest manifest, String path) {
    return SpecSections.replace(manifest, (name, raw) -> installed(name, raw, path));
  }

  /**
   * As {@link #installed(Manifest, String)}, for what is packed and published: without paths of
   * this machine.
   */
  public Manifest published(Manifest manifest, String path) {
    return SpecSections.replace(manifest, (name, raw) -> published(name, raw, path));
  }

  /** The spec of dependency {@code name} of the package in {@code path}, as npm's. */
  public String installed(String name, String raw, String path) {
    return switch (resolved(name, raw, path)) {
      case null -> raw;
      case WorkspaceSpec spec ->
          "file:" + Paths.between(path, workspace(spec, raw, path).getValue().path());
      case LinkSpec link -> "file:" + link.path();
      case JsrSpec jsr -> jsr.alias();
      case CatalogSpec _ -> catalogText(name, raw, path);
    };
  }

  private String published(String name, String raw, String path) {
    return switch (resolved(name, raw, path)) {
      case null -> raw;
      case WorkspaceSpec spec -> version(name, spec, raw, path);
      case LinkSpec link -> {
        WorkspaceSpec spec = new WorkspaceSpec(null, "*", link.path());
        yield version(name, spec, raw, path);
      }
      case JsrSpec jsr -> jsr.alias();
      case CatalogSpec _ -> catalogText(name, raw, path);
    };
  }

  /** The spec, catalogs looked up: a catalog's only where its text is one of npm's specs. */
  private @Nullable ProtocolSpec resolved(String name, String raw, String path) {
    ProtocolSpec spec = ProtocolSpec.parse(name, raw).orElse(null);
    if (!(spec instanceof CatalogSpec)) {
      return spec;
    }
    ProtocolSpec behind = ProtocolSpec.parse(name, catalogText(name, raw, path)).orElse(null);
    return behind == null ? spec : behind;
  }

  private String catalogText(String name, String raw, String path) {
    String catalog =
        ProtocolSpec.parse(name, raw).orElseThrow() instanceof CatalogSpec spec
            ? spec.catalog()
            : "";
    String found = catalogs.get().find(catalog, name);
    if (found == null || found.startsWith("catalog:")) {
      throw JpmException.of(
              ErrorCode.ECATALOG,
              asked(name, raw, path)
                  + (found == null ? ", which that catalog does not have" : ", a catalog's again"))
          .withHint(
              "Write the version into "
                  + (catalog.equals("default") ? "\"catalog\"" : "\"catalogs\"." + catalog)
                  + " of the project's package.json");
    }
    if (found.startsWith("link:") || found.startsWith("file:")) {
      // Paths in a catalog are meant from where the catalog stands.
      String place = Paths.normalize(found.substring("link:".length()));
      return found.substring(0, "link:".length()) + Paths.between(path, place);
    }
    return found;
  }

  private String version(String name, WorkspaceSpec spec, String raw, String path) {
    Map.Entry<String, Workspace> found = workspace(spec, raw, path);
    String version = found.getValue().version();
    if (version == null) {
      throw JpmException.of(
          ErrorCode.EWORKSPACE,
          asked(name, raw, path) + ", and that workspace's package.json has no version");
    }
    String range =
        switch (spec.wanted()) {
          case "*" -> version;
          case "^", "~" -> spec.wanted() + version;
          default -> spec.wanted();
        };
    return found.getKey().equals(name) ? range : "npm:" + found.getKey() + "@" + range;
  }

  /** The workspace asked for; it must have a version that will do. */
  private Map.Entry<String, Workspace> workspace(WorkspaceSpec spec, String raw, String path) {
    String place = spec.path();
    if (place != null) {
      return workspaces
          .at(Paths.resolve(path, place, ""))
          .orElseThrow(
              () -> missing(spec, asked("", raw, path) + ", and no workspace is in that folder"));
    }
    String name = String.valueOf(spec.name());
    Workspace found = workspaces.byName().get(name);
    if (found == null) {
      throw missing(spec, asked(name, raw, path) + ", and no workspace has that name");
    }
    if (!spec.takesAny() && !accepts(spec.wanted(), found.version())) {
      throw JpmException.of(
              ErrorCode.EWORKSPACE,
              asked(name, raw, path)
                  + ", and the workspace in "
                  + found.path()
                  + " is "
                  + (found.version() == null ? "without a version" : "at " + found.version()))
          .withHint("Change one of the two, or ask for workspace:*");
    }
    return Map.entry(name, found);
  }

  private JpmException missing(WorkspaceSpec spec, String sentence) {
    JpmException error = JpmException.of(ErrorCode.EWORKSPACE, sentence);
    String name = spec.name();
    if (workspaces.byName().isEmpty()) {
      return error.withHint("List the folders under \"workspaces\" in the project's package.json");
    }
    Optional<String> meant =
        name == null
            ? Optional.empty()
            : Closeness.nearest(name, workspaces.byName().keySet(), 1).stream().findFirst();
    return error.withHint(
        meant
            .map(near -> "Did you mean " + near + "?")
            .orElse("Workspaces are: " + String.join(", ", workspaces.byName().keySet())));
  }

  private static boolean accepts(String wanted, @Nullable String version) {
    Optional<Version> known = version == null ? Optional.empty() : Version.tryParseLoose(version);
    Optional<Range> range = Range.tryParseLoose(wanted);
    return known.isPresent() && range.isPresent() && range.get().accepts(known.get());
  }

  private static String asked(String name, String raw, String path) {
    String where = path.isEmpty() ? "package.json" : path + "/package.json";
    return where + " asks for " + (name.isEmpty() ? raw : name + "@" + raw);
  }
}
