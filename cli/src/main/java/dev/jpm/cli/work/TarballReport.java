package dev.jpm.cli.work;

import dev.jpm.cli.terminal.Level;
import dev.jpm.cli.terminal.Terminal;
import dev.jpm.install.Packed;
import dev.jpm.pack.TarballContents;
import dev.jpm.pack.TarballContents.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What npm tells of a tarball that it made. */
final class TarballReport {
  private final Packed packed;
  private final TarballContents contents;

  TarballReport(Packed packed) {
    this.packed = packed;
    this.contents = TarballContents.of(packed.tarball());
  }

  /** As {@code --json} has it. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", packed.name() + "@" + packed.version());
    json.put("name", packed.name());
    json.put("version", packed.version());
    json.put("size", packed.tarball().length);
    json.put("unpackedSize", contents.unpackedSize());
    json.put("shasum", packed.shasum());
    json.put("integrity", packed.integrity().value());
    json.put("filename", packed.fileName());
    json.put("files", contents.files().stream().map(TarballReport::json).toList());
    json.put("entryCount", contents.files().size());
    json.put("bundled", contents.bundled());
    return json;
  }

  private static Map<String, Object> json(Entry file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", file.path());
    json.put("size", file.size());
    json.put("mode", file.mode());
    return json;
  }

  /** Tells it on standard error. */
  void tell(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    String sign = terminal.unicode() ? "\ud83d\udce6 " : "package:";
    lines.add(sign + " " + packed.name() + "@" + packed.version());
    lines.add("Tarball Contents");
    List<Entry> own = contents.files().stream().filter(file -> !file.isBundled()).toList();
    own.forEach(file -> lines.add(size(file.size(), "") + " " + file.path()));
    if (!contents.bundled().isEmpty()) {
      lines.add("Bundled Dependencies");
      lines.addAll(contents.bundled());
    }
    lines.add("Tarball Details");
    lines.add("name: " + packed.name());
    lines.add("version: " + packed.version());
    lines.add("filename: " + packed.fileName());
    lines.add("package size: " + size(packed.tarball().length, " "));
    lines.add("unpacked size: " + size(contents.unpackedSize(), " "));
    lines.add("shasum: " + packed.shasum());
    String integrity = packed.integrity().value();
    lines.add("integrity: " + integrity.substring(0, 20) + "[...]" + integrity.substring(80));
    int all = contents.files().size();
    if (!contents.bundled().isEmpty()) {
      lines.add("bundled deps: " + contents.bundled().size());
      // npm's own count: what it lists as files holds the bundled ones too.
      lines.add("bundled files: " + (all - contents.files().size()));
      lines.add("own files: " + contents.files().size());
    }
    lines.add("total files: " + all);
    lines.add("");
    lines.forEach(line -> terminal.log(Level.NOTICE, "", line));
  }

  /** Bytes as npm tells them: up to three steps of a thousand, one digit behind the point. */
  static String size(long bytes, String space) {
    if (bytes < 1000) {
      return bytes + space + "B";
    }
    if (bytes < 999_950) {
      return String.format(Locale.ROOT, "%.1f%skB", bytes / 1e3, space);
    }
    return bytes < 999_950_000
        ? String.format(Locale.ROOT, "%.1f%sMB", bytes / 1e6, space)
        : String.format(Locale.ROOT, "%.1f%sGB", bytes / 1e9, space);
  }
}
