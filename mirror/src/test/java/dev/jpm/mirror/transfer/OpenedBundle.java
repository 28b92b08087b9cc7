package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.mirror.transfer.BundleManifest.Line;
import dev.jpm.model.Integrity.Algorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A bundle that somebody changes, entry by entry. */
final class OpenedBundle {
  static final class Entry {
    private final String name;
    private final byte[] bytes;

    Entry(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    String name() {
      return name;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  static OpenedBundle of(Path file) throws IOException {
    OpenedBundle opened = new OpenedBundle();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        opened.entries.add(new Entry(entry.getName(), zip.readAllBytes()));
      }
    }
    return opened;
  }

  List<Entry> entries() {
    return entries;
  }

  int index(String beginning) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).name().startsWith(beginning)) {
        return i;
      }
    }
    throw new AssertionError("no " + beginning);
  }

  void replace(int index, String name, byte[] bytes) {
    entries.set(index, new Entry(name, bytes));
  }

  /** Puts other rows into it, and a manifest that says so. */
  void withRows(String rows) throws IOException {
    int index = index(BundleManifest.ROWS);
    replace(index, BundleManifest.ROWS, rows.getBytes(UTF_8));
    manifest(entries.get(index).bytes().length);
  }

  /** Has a manifest tell of what is in it, which says that the rows have {@code rows} bytes. */
  void manifest(long rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BundleManifest.begin(null, out);
    for (Entry entry : entries) {
      if (!entry.name().startsWith("manifest.")) {
        boolean isRows = entry.name().equals(BundleManifest.ROWS);
        new Line(entry.name(), sha512(entry.bytes()), isRows ? rows : entry.bytes().length)
            .write(out);
      }
    }
    replace(index(BundleManifest.NAME), BundleManifest.NAME, out.toByteArray());
  }

  static String sha512(byte[] bytes) {
    return HexFormat.of().formatHex(Algorithm.SHA512.digest().digest(bytes));
  }

  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
      for (Entry entry : entries) {
        zip.putNextEntry(new ZipEntry(entry.name()));
        zip.write(entry.bytes());
      }
    }
  }
}
