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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
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
                .withHint("Install Node.js, or unset the setting \"runtime\"")
                .withHint("jpm brings Node.js for " + RuntimeTable.platforms()));
  }

  private NodeRuntime bundled(RuntimePackage row) {
    return provision(row, RuntimeTable.VERSION, row.integrity(), Origin.BUNDLED);
  }

  private NodeRuntime pinned(RuntimePackage row, RuntimePin pin) {
    List<Version> published =
        packages.versionsOf(row.name()).stream()
            .flatMap(text -> Version.tryParse(text).stream())
            .filter(found -> !found.isPrerelease())
            .sorted(Comparator.reverseOrder())
            .toList();
    Optional<String> version =
        published.stream().map(Version::toString).filter(pin::accepts).findFirst();
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
      case FAIL -> throw unmet(pin, unmet, published);
    };
  }

  private static JpmException unmet(RuntimePin pin, String sentence, List<Version> published) {
    ErrorCode code =
        pin.source() == RuntimePin.Source.DEV_ENGINES
            ? ErrorCode.EBADDEVENGINES
            : ErrorCode.ERUNTIME;
    JpmException unmet = JpmException.of(code, sentence);
    String newest = newestOfEachLine(published);
    return (newest.isEmpty() ? unmet : unmet.withHint("There are " + newest))
        .withHint("Pin another version; jpm brings Node.js " + RuntimeTable.VERSION)
        .withHint("Or install that Node.js yourself and run with --runtime=system");
  }

  /** Of versions with the newest first: the first of each major. */
  private static String newestOfEachLine(List<Version> published) {
    SequencedMap<Long, String> newest = new LinkedHashMap<>();
    published.forEach(version -> newest.putIfAbsent(version.major(), version.toString()));
    return String.join(", ", newest.values());
  }

  private NodeRuntime provision(
      RuntimePackage row, String version, @Nullable Integrity integrity, Origin origin) {
    Path folder = packages.folderOf(row.name(), version, integrity);
    Path node = folder.resolve(row.nodePath());
    boolean needsNoMode = row.os().equals("win32") && Files.isRegularFile(node);
    if (!needsNoMode && !Files.isExecutable(node)) {
      throw JpmException.of(
              ErrorCode.ERUNTIME,
              "The package " + row.name() + "@" + version + " holds no executable at " + node)
          .withHint("Run jpm cache verify, then try again");
    }
    Path headers = folder.resolve("include").resolve("node").resolve("node.h");
    return new NodeRuntime(node, version, Files.exists(headers) ? folder : null, origin);
  }
}
