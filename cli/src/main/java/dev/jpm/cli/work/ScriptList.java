package dev.jpm.cli.work;

import dev.jpm.cli.terminal.Terminal;
import dev.jpm.runtime.ScriptListing;
import java.util.Map;

/** Shows the scripts of a package as {@code run} without a name does. */
final class ScriptList {
  private final Terminal terminal;

  ScriptList(Terminal terminal) {
    this.terminal = terminal;
  }

  void tell(ScriptListing listing) {
    if (!listing.lifecycle().isEmpty()) {
      terminal.line("Lifecycle scripts included in this package:");
      tell(listing.lifecycle());
      terminal.line("");
    }
    if (!listing.others().isEmpty()) {
      terminal.line("available via `jpm run`:");
      tell(listing.others());
      terminal.line("");
    }
  }

  private void tell(Map<String, String> scripts) {
    scripts.forEach((name, script) -> {
      terminal.line("  " + terminal.onOut().bold(name));
      terminal.line("    " + terminal.onOut().dim(script));
    });
  }
}
