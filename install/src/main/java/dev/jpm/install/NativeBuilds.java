package dev.jpm.install;

import dev.jpm.cache.Label;
import dev.jpm.model.Integrity;
import dev.jpm.model.tree.Location;
import dev.jpm.model.tree.Node.PackageNode;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.InstallScripts;
import dev.jpm.runtime.PackageFiles;
import dev.jpm.runtime.ScriptContext;
import dev.jpm.runtime.task.TaskDeclaration;
import dev.jpm.runtime.task.TaskKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Native addons that node-gyp builds and nothing else does, kept in the store by all that goes into
 * them. Other install scripts may do anything, anywhere, and always run.
 */
final class NativeBuilds {
  /** What node-gyp makes, without what the compiler leaves behind on its way. */
  private static final TaskDeclaration MADE =
      new TaskDeclaration(
          List.of(),
          List.of("build/**", "!build/**/obj.target/**", "!build/**/.deps/**"),
          List.of());

  /** What of the environment compilers and node-gyp look at. */
  private static final List<String> VARIABLES =
      List.of("AR", "CC", "CXX", "CFLAGS", "CPPFLAGS", "CXXFLAGS", "LDFLAGS", "GYP_DEFINES");

  private static final List<String> SETTINGS =
      List.of("arch", "debug", "devdir", "disturl", "dist_url", "nodedir", "runtime", "target");

  private final Workbench bench;
  private final Tree tree;
  private final Supplier<ScriptContext> context;

  /**
   * @param context of the scripts; asked only where there is something to build
   */
  NativeBuilds(Workbench bench, Tree tree, Supplier<ScriptContext> context) {
    this.bench = bench;
    this.tree = tree;
    this.context = context;
  }

  /** Those of the places whose results can be kept, with the name of what goes into them. */
  Map<Location, String> keys(
      Collection<Location> places, Set<Location> allowed, PackageFiles files) {
    Map<Location, String> keys = new LinkedHashMap<>();
    if (!bench.settings().flag("side-effects-cache")) {
      return keys;
    }
    for (Location place : places) {
      PackageNode here = tree.packageAt(place);
      Integrity integrity = here == null ? null : here.integrity();
      if (here != null
          && integrity != null
          && here.location().equals(place)
          && allowed.contains(place)
          && files.hasBindingGyp(place)
          && Map.of("install", InstallScripts.NODE_GYP)
              .equals(InstallScripts.of(here, true, files))) {
        keys.put(place, key(here, integrity));
      }
    }
    return keys;
  }

  private String key(PackageNode node, Integrity integrity) {
    ScriptContext scripts = context.get();
    TaskKey key =
        new TaskKey()
            .with("native build", "1")
            .with("package", integrity.toString())
            .with("node", scripts.runtime().version())
            .with("platform", scripts.host().toString());
    Map<String, String> environment = scripts.inherited();
    VARIABLES.forEach(name -> key.with(name, environment.getOrDefault(name, "")));
    for (String name : SETTINGS) {
      key.with(name, environment.getOrDefault("npm_config_" + name, ""));
    }
    new TreeMap<>(node.manifest().dependencies())
        .forEach((name, _) -> key.with(name, contentOf(node.location(), name)));
    return key.value();
  }

  private String contentOf(Location from, String name) {
    PackageNode found =
        tree.resolve(from, name) instanceof PackageNode dependency ? dependency : null;
    Integrity integrity = found == null ? null : found.integrity();
    return integrity == null ? "" : integrity.toString();
  }

  /** Puts in place what is kept; answers where. */
  Set<Location> restore(Map<Location, String> keys, PackageFiles files) {
    Set<Location> restored = new LinkedHashSet<>();
    keys.forEach((place, key) -> {
      if (new TaskResults(bench.store()).restore(key, files.folder(place), MADE).isPresent()) {
        restored.add(place);
      }
    });
    return restored;
  }

  /** Keeps what was built. */
  void keep(Map<Location, String> keys, PackageFiles files) {
    keys.forEach((place, key) -> {
      PackageNode node = tree.packageAt(place);
      String version = node == null ? null : node.manifest().version();
      Label label =
          new Label(
              "build of " + (node == null ? place.folderName() : node.packageName()),
              version == null ? "" : version);
      new TaskResults(bench.store()).keep(key, label, files.folder(place), MADE, "");
    });
  }
}
