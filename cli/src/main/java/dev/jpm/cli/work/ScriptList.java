package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.runtime.ScriptListing;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/** Shows the scripts of the project, or of workspaces, as {@code run} without a name does. */
final class ScriptList {
  private final Invocation call;
  private final Terminal terminal;

  ScriptList(Invocation call) {
    this.call = call;
    this.terminal = call.terminal();
  }

  int tell() {
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
    if (terminal.silent()) {
      return 0;
    }
    if (chosen.isEmpty()) {
      tell(ScriptFolder.in("", call.project().localPrefix()));
      return 0;
    }
    Iterator<Map.Entry<String, Path>> folders = chosen.folders().entrySet().iterator();
    while (folders.hasNext()) {
      Map.Entry<String, Path> folder = folders.next();
      boolean told = tell(ScriptFolder.in(folder.getKey(), folder.getValue()));
      if (told && folders.hasNext()) {
        terminal.line("");
      }
    }
    return 0;
  }

  /** Answers whether what follows should stand apart. */
  private boolean tell(ScriptFolder of) {
    String workspace = of.workspace();
    Map<String, String> scripts = of.manifest().scripts();
    if (call.settings().flag("json")) {
      terminal.json(workspace.isEmpty() ? scripts : Map.of(workspace, scripts));
      return false;
    }
    if (call.settings().flag("parseable")) {
      String before = workspace.isEmpty() ? "" : workspace + ":";
      scripts.forEach((name, script) -> terminal.line(before + name + ":" + script));
      return false;
    }
    ScriptListing listing = ScriptListing.of(of.manifest());
    String in = " in " + terminal.onOut().cyan(of.id());
    String via = " via `" + terminal.onOut().blue("jpm run") + "`:";
    if (!listing.lifecycle().isEmpty()) {
      terminal.line(terminal.onOut().bold("Lifecycle scripts") + " included" + in + ":");
      tell(listing.lifecycle());
    }
    if (!listing.others().isEmpty()) {
      boolean first = listing.lifecycle().isEmpty();
      terminal.line(
          (first ? terminal.onOut().bold("Scripts") + " available" + in : "available") + via);
      tell(listing.others());
    }
    return !scripts.isEmpty();
  }

  private void tell(Map<String, String> scripts) {
    scripts.forEach((name, script) -> {
      terminal.line("  " + name);
      terminal.line("    " + terminal.onOut().dim(script));
    });
  }
}
