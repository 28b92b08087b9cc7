package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.tree.InstalledTree;
import dev.jpm.install.PackagePicker;
import dev.jpm.install.Workbench;
import dev.jpm.model.Manifest;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.resolver.PickResult;
import dev.jpm.resolver.VersionPicker;
import dev.jpm.resolver.graph.GraphEdge;
import dev.jpm.resolver.graph.GraphNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which two packages {@code diff} compares.
 *
 * @param before spec of what was
 * @param after spec of what is
 */
record DiffSides(String before, String after) {

  /** By npm's rules, from none, one or two words after {@code --diff}. */
  static DiffSides of(Invocation call, Workbench bench, Path project, List<String> given) {
    Reading reading = new Reading(call, bench, project);
    return switch (given.size()) {
      case 0 -> new DiffSides(reading.own() + "@" + call.settings().text("tag"), "file:" + project);
      case 1 -> reading.one(given.getFirst());
      default -> reading.two(given.getFirst(), given.get(1));
    };
  }

  /** What the words mean where the call stands. */
  private record Reading(Invocation call, Workbench bench, Path project) {
    Optional<String> name() {
      return ManifestFile.readOrEmpty(project.resolve("package.json")).map(Manifest::name);
    }

    String own() {
      return name().orElseThrow(this::lost);
    }

    JpmException lost() {
      return call.usage("Needs multiple arguments to compare or run from a project dir.");
    }

    DiffSides one(String word) {
      if (isRange(word)) {
        return new DiffSides(own() + "@" + word, "file:" + project);
      }
      Spec spec = Spec.parseArgument(word);
      if (spec instanceof DirectorySpec folder) {
        Path path = call.session().cwd().resolve(folder.path()).normalize();
        return new DiffSides("file:" + path, "file:" + project);
      }
      PackageName name = spec.name();
      if (name == null || !spec.isRegistry()) {
        throw call.usage("Spec type of " + word + " not supported.");
      }
      Optional<GraphNode> installed = installed(name.value());
      if (installed.isEmpty()) {
        if (!call.project().hasPackageJson()) {
          throw lost();
        }
        return new DiffSides(name + "@" + spec.raw(), "file:" + project);
      }
      GraphNode node = installed.get();
      String wanted = spec.raw().equals("*") ? wanted(name, node) : spec.raw();
      return new DiffSides(name + "@file:" + realPath(node), name + "@" + wanted);
    }

    DiffSides two(String one, String other) {
      boolean oneRange = isRange(one);
      boolean otherRange = isRange(other);
      if (oneRange && otherRange) {
        return new DiffSides(own() + "@" + one, own() + "@" + other);
      }
      String before = oneRange ? nameOf(other) + "@" + one : one;
      String after = otherRange ? nameOf(one) + "@" + other : other;
      return new DiffSides(preferInstalled(before), preferInstalled(after));
    }

    private static String nameOf(String word) {
      PackageName name = Spec.parseArgument(word).name();
      if (name == null) {
        throw JpmException.of(ErrorCode.EUSAGE, "Cannot tell the name of " + word);
      }
      return name.value();
    }

    private String preferInstalled(String word) {
      Spec spec = Spec.parseArgument(word);
      PackageName name = spec.name();
      if (name == null || !spec.raw().equals("*")) {
        return word;
      }
      return installed(name.value()).map(node -> name + "@file:" + realPath(node)).orElse(word);
    }

    private InstalledTree tree() {
      return InstalledTree.actual(call);
    }

    private Optional<GraphNode> installed(String name) {
      return tree().graph().named(name).stream()
          .filter(node -> !node.versionText().isEmpty())
          .findFirst();
    }

    private String realPath(GraphNode node) {
      GraphNode target = node.target() == null ? node : node.target();
      String place = target == null ? node.path() : target.path();
      return tree().path().resolve(place).normalize().toString();
    }

    /** What {@code outdated} calls wanted: by the project's range, else anybody's. */
    private String wanted(PackageName name, GraphNode node) {
      String range =
          node.edgesIn().stream()
              .filter(edge -> edge.depender().isProjectRoot())
              .findFirst()
              .or(() -> node.edgesIn().stream().findFirst())
              .map(GraphEdge::spec)
              .orElse("*");
      PackagePicker picker = new PackagePicker(bench);
      Optional<Packument> packument = picker.packument(name);
      if (packument.isEmpty()) {
        throw JpmException.of(ErrorCode.E404, "No registry has " + name);
      }
      return switch (picker.pick(new VersionPicker(), packument.get(), range)) {
        case PickResult.Picked picked -> picked.release().version();
        case PickResult.None none -> throw none.error();
      };
    }

    private static boolean isRange(String word) {
      return Range.tryParse(word).isPresent();
    }
  }
}
