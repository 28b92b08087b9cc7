package dev.jpm.bench.osv;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an OSV zip and a project: {@code java …GeneratedAdvisories FOLDER RECORDS ENTRIES}. Most
 * records are reports of malware, as in the public database; one package in a thousand of those
 * that the lockfile has is vulnerable. The same for the same numbers.
 */
public final class GeneratedAdvisories {
  private static final int VULNERABLE = 1000;
  private static final int CHILDREN = 10;

  /** As long as those of the public database are on average. */
  private static final String DETAILS =
      "This package was found to contain code that its description does not tell of. ".repeat(25);

  private GeneratedAdvisories() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int records = Integer.parseInt(arguments[1]);
    int entries = Integer.parseInt(arguments[2]);
    try (OutputStream file =
            new BufferedOutputStream(Files.newOutputStream(folder.resolve("all.zip")));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (int i = 0; i < records; i++) {
        zip.putNextEntry(new ZipEntry(id(i) + ".json"));
        zip.write(record(i).getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.writeString(
        folder.resolve("package.json"),
        "{\"name\":\"project\",\"version\":\"1.0.0\"," + dependencies(0, entries) + "}");
    try (Writer lock = Files.newBufferedWriter(folder.resolve("package-lock.json"))) {
      lock.write(
          "{\"name\":\"project\",\"version\":\"1.0.0\",\"lockfileVersion\":3,\"packages\":{");
      lock.write(
          "\"\":{\"name\":\"project\",\"version\":\"1.0.0\"," + dependencies(0, entries) + "}");
      for (int i = 1; i <= entries; i++) {
        String integrity = "sha512-" + "A".repeat(86) + "==";
        lock.write(
            ",\n\"node_modules/%s\":{\"version\":\"1.0.0\",\"integrity\":\"%s\",%s}"
                .formatted(name(i), integrity, dependencies(i, entries)));
      }
      lock.write("}}");
    }
  }

  /** Packages form a tree: each needs ten others. */
  private static String dependencies(int of, int entries) {
    StringBuilder list = new StringBuilder();
    for (int i = of * CHILDREN + 1; i <= Math.min(entries, of * CHILDREN + CHILDREN); i++) {
      list.append(list.isEmpty() ? "" : ",").append('"').append(name(i)).append("\":\"^1.0.0\"");
    }
    return "\"dependencies\":{" + list + "}";
  }

  private static String name(int i) {
    return "generated-" + i;
  }

  private static String id(int i) {
    return i % 20 == 0 ? "GHSA-%04d-%04d".formatted(i / 10_000, i % 10_000) : "MAL-2026-" + i;
  }

  private static String record(int i) {
    String events =
        i % VULNERABLE == 7
            ? "{\"introduced\":\"0\"}"
            : "{\"introduced\":\"0\"},{\"fixed\":\"0.9.0\"}";
    return """
    {"schema_version":"1.7.0","id":"%s","modified":"2026-11-01T00:00:00Z","aliases":[],\
    "summary":"Malicious code in %s","details":"%s","affected":[{"package":{"ecosystem":"npm",\
    "name":"%s","purl":"pkg:npm/%s"},"ranges":[{"type":"SEMVER","events":[%s]}],"versions":[]}],\
    "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],\
    "database_specific":{"cwe_ids":["CWE-506"]}}\
    """
        .formatted(id(i), name(i), DETAILS, name(i), name(i), events);
  }
}
