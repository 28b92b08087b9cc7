package dev.jpm.runtime;

import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.semver.Version;
import dev.jpm.runtime.NodeRuntime.Origin;
import dev.jpm.runtime.RuntimeDecision.UseBundled;
import dev.jpm.runtime.RuntimeDecision.UsePinned;
import dev.jpm.runtime.RuntimeDecision.UseSystem;
import dev.jpm.runtime.RuntimeTable.RuntimePackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chosen Node.js on this machine, or finds it there. The version of a provisioned release
 * is known from its package; no process is started to learn it.
 */
public final class RuntimeProvider {
  private final RuntimePackages packages;
  private final SystemNode systemNode;
  private final Reporter reporter;

  public RuntimeProvider(RuntimePackages packages, SystemNode systemNode, Reporter reporter) {
    this.packages = packages;
    this.systemNode = systemNode;
    this.reporter = reporter;
  }

  /**
   * The runtime that {@code decision} asks for.
   *
   * @throws JpmException ERUNTIME where there is no such Node.js, EBADDEVENGINES where
   *     devEngines.runtime cannot be met, or whatever fetching it leads to
   */
  public NodeRuntime provide(RuntimeDecision decision) {
    return switch (decision) {
      case UseSystem system -> onPath(system);
      case UseBundled bundled -> bundled(bundled.row());
      case UsePinned pinned -> pinned(pinned.row(), pinned.pin());
    };
  }

  private NodeRuntime onPath(UseSystem decision) {
    return systemNode
        .find()
        .orElseThrow(() ->
            JpmException.of(
                    ErrorCode.ERUNTIME, "No node was found on PATH, and " + decision.because())
                .withHint("Install Node.js, or unset the setting \"runtime\""));
  }

  private NodeRuntime bundled(RuntimePackage row) {
    return provision(row, RuntimeTable.VERSION, row.integrity(), Origin.BUNDLED);
  }

  private NodeRuntime pinned(RuntimePackage row, RuntimePin pin) {
    Optional<String> version =
        packages.versionsOf(row.name()).stream()
            .flatMap(text -> Version.tryParse(text).stream())
            .filter(found -> !found.isPrerelease() && pin.accepts(found.toString()))
            .max(Comparator.naturalOrder())
            .map(Version::toString);
    if (version.isPresent()) {
      return provision(row, version.get(), null, Origin.PINNED);
    }
    String unmet =
        "No release of " + row.name() + " meets \"" + pin.text() + "\" of " + pin.source().words();
    return switch (pin.ifUnmet()) {
      case IGNORE -> bundled(row);
      case WARN -> {
        reporter.on(
            new Event.Warning(
                "EBADENGINE", unmet + "; using Node.js " + RuntimeTable.VERSION + " instead"));
        yield bundled(row);
      }
      case FAIL -> throw unmet(pin, unmet);
    };
  }

  private static JpmException unmet(RuntimePin pin, String sentence) {
    ErrorCode code =
        pin.source() == RuntimePin.Source.DEV_ENGINES
            ? ErrorCode.EBADDEVENGINES
            : ErrorCode.ERUNTIME;
    return JpmException.of(code, sentence)
        .withHint("Pin another version; jpm brings Node.js " + RuntimeTable.VERSION)
        .withHint("Or install that Node.js yourself and run with --runtime=system");
  }

  private NodeRuntime provision(
      RuntimePackage row, String version, @Nullable Integrity integrity, Origin origin) {
    Path folder = packages.folderOf(row.name(), version, integrity);
    Path node = folder.resolve(row.nodePath());
    if (!Files.isExecutable(node)) {
      throw JpmException.of(
              ErrorCode.ERUNTIME,
              "The package " + row.name() + "@" + version + " holds no executable at " + node)
          .withHint("Run jpm cache verify, then try again");
    }
    Path headers = folder.resolve("include").resolve("node").resolve("node.h");
    return new NodeRuntime(node, version, Files.exists(headers) ? folder : null, origin);
  }
}
