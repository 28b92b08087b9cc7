package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.tree.Node.PackageNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which scripts a package brings along for the time of its installation. */
public final class InstallScripts {
  /** What builds a package that has a binding.gyp and says nothing itself. */
  public static final String NODE_GYP = "node-gyp rebuild";

  static final String UNKNOWN = "(install scripts present)";

  private InstallScripts() {}

  /**
   * The scripts by event, as npm shows them to people: its own ones (prepare only where the package
   * comes from elsewhere than a registry), and the implicit build. Where the lockfile says that
   * there are some but not which, package.json on disk tells; where even that is missing, a phrase
   * stands for them.
   *
   * @param fromRegistry see {@link PolicySubject#isFromRegistry}
   */
  public static SequencedMap<String, String> of(
      PackageNode node, boolean fromRegistry, PackageFiles files) {
    Manifest manifest = node.manifest();
    SequencedMap<String, String> found = own(manifest, fromRegistry);
    if (buildsItself(manifest.scripts(), manifest) && files.hasBindingGyp(node.location())) {
      found.put("install", NODE_GYP);
    }
    if (found.isEmpty() && manifest.isTrue("hasInstallScript")) {
      Manifest onDisk = files.manifest(node.location());
      if (onDisk != null) {
        found.putAll(own(onDisk, fromRegistry));
      }
      if (found.isEmpty()) {
        found.put("install", UNKNOWN);
      }
    }
    return found;
  }

  /**
   * The scripts that would be run, all of package.json's with the implicit build among them: from
   * the tree where it knows any, else from disk where it hints at some.
   */
  static Map<String, String> runnable(PackageNode node, PackageFiles files) {
    Manifest manifest = node.manifest();
    Map<String, String> scripts = new LinkedHashMap<>(manifest.scripts());
    if (!hasAny(scripts) && manifest.isTrue("hasInstallScript")) {
      Manifest onDisk = files.manifest(node.location());
      scripts = onDisk == null ? scripts : new LinkedHashMap<>(onDisk.scripts());
    }
    if (buildsItself(scripts, manifest) && files.hasBindingGyp(node.location())) {
      scripts.put("install", NODE_GYP);
    }
    return scripts;
  }

  private static boolean hasAny(Map<String, String> scripts) {
    return isSet(scripts.get("preinstall"))
        || isSet(scripts.get("install"))
        || isSet(scripts.get("postinstall"))
        || isSet(scripts.get("prepare"));
  }

  private static boolean buildsItself(Map<String, String> scripts, Manifest manifest) {
    JsonNode gypfile = manifest.json().get("gypfile");
    boolean refused = gypfile != null && gypfile.isBoolean() && !gypfile.booleanValue();
    return !refused && !isSet(scripts.get("install")) && !isSet(scripts.get("preinstall"));
  }

  private static SequencedMap<String, String> own(Manifest manifest, boolean fromRegistry) {
    SequencedMap<String, String> own = new LinkedHashMap<>();
    Map<String, String> scripts = manifest.scripts();
    for (String event : new String[] {"preinstall", "install", "postinstall", "prepare"}) {
      String script = scripts.get(event);
      if (script != null && isSet(script) && !(event.equals("prepare") && fromRegistry)) {
        own.put(event, script);
      }
    }
    return own;
  }

  private static boolean isSet(@Nullable String script) {
    return script != null && !script.isEmpty();
  }
}
