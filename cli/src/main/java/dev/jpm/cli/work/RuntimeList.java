package dev.jpm.cli.work;

import dev.jpm.cache.StoreEntry;
import dev.jpm.cli.Invocation;
import dev.jpm.install.Runtimes;
import dev.jpm.model.semver.Version;
import dev.jpm.runtime.RuntimeDecision.UseBundled;
import dev.jpm.runtime.RuntimeDecision.UsePinned;
import dev.jpm.runtime.RuntimeDecision.UseSystem;
import dev.jpm.runtime.RuntimePin;
import dev.jpm.runtime.RuntimeTable;
import dev.jpm.runtime.RuntimeTable.RuntimePackage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows the Node.js releases in the store, and which one the project runs on. */
final class RuntimeList {
  private final Invocation call;
  private final Work work;
  private final Runtimes ofProject;

  RuntimeList(Invocation call, Work work, Runtimes ofProject) {
    this.call = call;
    this.work = work;
    this.ofProject = ofProject;
  }

  private record Here(Version version, RuntimePackage row) {}

  void tell() {
    List<Here> all = inStore();
    @Nullable Here current = currentOf(all);
    if (call.settings().flag("json")) {
      call.terminal().json(all.stream().map(here -> json(here, here.equals(current))).toList());
      return;
    }
    for (Here here : all) {
      RuntimePackage row = here.row();
      call.terminal()
          .line(
              (here.equals(current) ? "* " : "  ")
                  + here.version()
                  + "  "
                  + row.os()
                  + " "
                  + row.cpu()
                  + (here.version().toString().equals(RuntimeTable.VERSION) ? "  bundled" : ""));
    }
    call.terminal().line(why(current));
  }

  private List<Here> inStore() {
    List<Here> found = new ArrayList<>();
    for (StoreEntry entry : work.bench().store().entries()) {
      Optional<Version> version = Version.tryParse(entry.label().version());
      RuntimeTable.rows().stream()
          .filter(row -> version.isPresent())
          .filter(row -> row.name().value().equals(entry.label().name()))
          .forEach(row -> found.add(new Here(version.orElseThrow(), row)));
    }
    found.sort(
        Comparator.comparing(Here::version).reversed().thenComparing(here -> here.row().os()));
    return found;
  }

  private @Nullable Here currentOf(List<Here> all) {
    return switch (ofProject.decision()) {
      case UseSystem _ -> null;
      case UseBundled bundled ->
          first(all, bundled.row(), version -> version.equals(RuntimeTable.VERSION));
      case UsePinned pinned -> first(all, pinned.row(), pinned.pin()::accepts);
    };
  }

  private static @Nullable Here first(List<Here> all, RuntimePackage row, Predicate<String> which) {
    return all.stream()
        .filter(here -> here.row().equals(row) && which.test(here.version().toString()))
        .findFirst()
        .orElse(null);
  }

  private String why(@Nullable Here current) {
    return switch (ofProject.decision()) {
      case UseSystem system -> "Here: the node on PATH, because " + system.because();
      case UseBundled bundled ->
          here(RuntimeTable.VERSION, current) + (bundled.pin() == null ? "" : by(bundled.pin()));
      case UsePinned pinned ->
          here(current == null ? pinned.pin().text() : current.version().toString(), current)
              + by(pinned.pin());
    };
  }

  private static String here(String version, @Nullable Here current) {
    return "Here: Node.js " + version + (current == null ? ", to be fetched when needed" : "");
  }

  private static String by(RuntimePin pin) {
    return ", for \"" + pin.text() + "\" of " + pin.source().words();
  }

  private static Map<String, Object> json(Here here, boolean current) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", here.version().toString());
    json.put("os", here.row().os());
    json.put("cpu", here.row().cpu());
    json.put("current", current);
    return json;
  }
}
