package dev.jpm.cli.work;

import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.install.PackagePicker;
import dev.jpm.install.Workbench;
import dev.jpm.model.PackageName;
import dev.jpm.model.Packument;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Version;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which versions of packages there are, each package asked for once. */
final class PublishedVersions {
  private final Workbench bench;
  private final Terminal terminal;
  private final Map<String, List<String>> known = new HashMap<>();
  private @Nullable PackagePicker picker;

  PublishedVersions(Workbench bench, Terminal terminal) {
    this.bench = bench;
    this.terminal = terminal;
  }

  /** All versions of {@code name} that are old enough, oldest first; none where nobody can tell. */
  List<String> of(String name) {
    return known.computeIfAbsent(name, this::ask);
  }

  private List<String> ask(String name) {
    PackagePicker asking = picker == null ? new PackagePicker(bench) : picker;
    picker = asking;
    try {
      Optional<Packument> packument = PackageName.tryParse(name).flatMap(asking::packument);
      if (packument.isPresent()) {
        return asking.oldEnough(packument.get()).stream()
            .flatMap(text -> Version.tryParseLoose(text).stream())
            .sorted(Comparator.naturalOrder())
            .map(Version::toString)
            .toList();
      }
      warn(name, "the registry has none");
    } catch (JpmException e) {
      warn(name, e.sentence());
    }
    return List.of();
  }

  private void warn(String name, String why) {
    terminal.log(Level.WARN, "query", "could not retrieve packument for " + name + ": " + why);
  }
}
