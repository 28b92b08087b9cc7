package dev.jpm.fetcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.registrymock.TarballBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A second opinion on the own readers: archives of the shapes that registries serve give the same
 * entries to {@link TarReader} over {@link GunzipStream} and to Commons Compress. What npm makes of
 * odd archives, where the two differ, is {@link TarballExtractionTest}'s.
 */
class TarReaderAgainstCommonsCompressTest {
  private static final String DEEP = "package/" + "some-folder/".repeat(12) + "index.d.ts";

  /** Writers that stand behind the tarballs of public packages, and what they are known for. */
  enum Shape {
    /** npm pack: package.json, a license, sources, one executable. */
    NPM_PACK {
      @Override
      byte[] gzip() {
        return new TarballBuilder()
            .file("package/package.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}")
            .file("package/LICENSE", "MIT")
            .file("package/bin/cli.js", "#!/usr/bin/env node\n".getBytes(UTF_8), 0755)
            .file("package/lib/index.js", "exports.a = 1\n")
            .file("package/lib/empty.js", "")
            .gzip();
      }
    },
    /** Folders with entries of their own, as old npms and tar itself wrote them. */
    WITH_FOLDERS {
      @Override
      byte[] gzip() {
        return new TarballBuilder()
            .directory("package")
            .directory("package/lib")
            .file("package/lib/a.js", "1")
            .directory("package/empty")
            .gzip();
      }
    },
    /** git archive: the commit in a global header, the repository's name as folder. */
    GIT_ARCHIVE {
      @Override
      byte[] gzip() {
        return new TarballBuilder()
            .globalHeader("comment", "0123456789abcdef0123456789abcdef01234567")
            .directory("repo-0123456")
            .file("repo-0123456/package.json", "{}")
            .file("repo-0123456/.gitignore", "node_modules\n")
            .gzip();
      }
    },
    PAX_LONG_NAMES {
      @Override
      byte[] gzip() throws IOException {
        return packed(TarArchiveOutputStream.LONGFILE_POSIX, DEEP);
      }
    },
    GNU_LONG_NAMES {
      @Override
      byte[] gzip() throws IOException {
        return packed(TarArchiveOutputStream.LONGFILE_GNU, DEEP);
      }
    },
    NAMES_THAT_ARE_NOT_ASCII {
      @Override
      byte[] gzip() throws IOException {
        return packed(
            TarArchiveOutputStream.LONGFILE_POSIX,
            "package/\u00fcber.js",
            "package/\u65e5\u672c\u8a9e.md",
            "package/" + "\u00e9".repeat(80));
      }
    },
    /** Links, devices and set-uid bits, which an install leaves out or takes away. */
    LINKS_AND_MODES {
      @Override
      byte[] gzip() {
        return new TarballBuilder()
            .symlink("package/link", "lib/a.js")
            .hardLink("package/hard", "package/lib/a.js")
            .entry('3', "package/device", "", 0600, new byte[0])
            .entry('6', "package/fifo", "", 0600, new byte[0])
            .file("package/lib/a.js", "1".getBytes(UTF_8), 06755)
            .file("package/read-only", "2".getBytes(UTF_8), 0444)
            .gzip();
      }
    },
    TWICE_AND_ESCAPING {
      @Override
      byte[] gzip() {
        return new TarballBuilder()
            .file("package/a", "first")
            .file("package/a", "second")
            .file("../../evil", "1")
            .file("/abs/evil", "2")
            .gzip();
      }
    },
    SIZES_AROUND_BLOCKS_AND_BUFFERS {
      @Override
      byte[] gzip() {
        TarballBuilder tar = new TarballBuilder();
        int buffer = TarReader.BUFFER_SIZE;
        for (int size : new int[] {1, 511, 512, 513, buffer - 1, buffer, buffer + 1, 1_000_003}) {
          byte[] content = new byte[size];
          new Random(size).nextBytes(content);
          tar.file("package/" + size, content, 0644);
        }
        return tar.gzip();
      }
    },
    /** A gzip header with a file's name, a comment and a time in it. */
    GZIP_WITH_NAME {
      @Override
      byte[] gzip() throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setFileName("package.tar");
        parameters.setComment("made by hand");
        parameters.setOperatingSystem(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var gzip = new GzipCompressorOutputStream(out, parameters)) {
          gzip.write(new TarballBuilder().file("package/a", "1").tar());
        }
        return out.toByteArray();
      }
    },
    TWO_GZIP_MEMBERS {
      @Override
      byte[] gzip() throws IOException {
        byte[] tar = new TarballBuilder().file("package/a", "x".repeat(3000)).tar();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] half :
            List.of(Arrays.copyOf(tar, 1000), Arrays.copyOfRange(tar, 1000, tar.length))) {
          try (var gzip = new GzipCompressorOutputStream(out)) {
            gzip.write(half);
          }
        }
        return out.toByteArray();
      }
    };

    abstract byte[] gzip() throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void bothSeeTheSameEntries(Shape shape) throws IOException {
    byte[] archive = shape.gzip();

    assertThat(byOwnReaders(archive)).isNotEmpty().isEqualTo(byCommonsCompress(archive));
  }

  private static List<String> byOwnReaders(byte[] archive) throws IOException {
    List<String> entries = new ArrayList<>();
    try (GunzipStream gunzip = new GunzipStream()) {
      gunzip.open(new ByteArrayInputStream(archive));
      TarReader tar = new TarReader(gunzip);
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        boolean isFile = entry.kind() == TarEntry.Kind.FILE;
        CRC32 sum = new CRC32();
        for (int length = tar.read(); length > 0; length = tar.read()) {
          sum.update(tar.buffer(), tar.pieceStart(), length);
          tar.advance(length);
        }
        entries.add(line(isFile, entry.path(), entry.mode(), entry.size(), sum));
      }
    }
    return entries;
  }

  private static List<String> byCommonsCompress(byte[] archive) throws IOException {
    List<String> entries = new ArrayList<>();
    try (var gunzip =
            GzipCompressorInputStream.builder()
                .setInputStream(new ByteArrayInputStream(archive))
                .setDecompressConcatenated(true)
                .get();
        var tar = new TarArchiveInputStream(gunzip, UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        boolean isFile = isPlainFile(entry);
        CRC32 sum = new CRC32();
        sum.update(tar.readAllBytes());
        int mode = entry.getMode() & 07777;
        entries.add(line(isFile, entry.getName(), mode, entry.getSize(), sum));
      }
    }
    return entries;
  }

  private static boolean isPlainFile(TarArchiveEntry entry) {
    boolean isLink = entry.isLink() || entry.isSymbolicLink();
    boolean isDevice = entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO();
    return !isLink && !isDevice && !entry.isDirectory();
  }

  private static String line(boolean isFile, String path, int mode, long size, CRC32 sum) {
    String kind = isFile ? "file" : "other";
    String digest = HexFormat.of().toHexDigits((int) sum.getValue());
    return String.format(Locale.ROOT, "%s %04o %d %s %s", kind, mode, size, digest, path);
  }

  private static byte[] packed(int longFileMode, String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var gzip = new GzipCompressorOutputStream(out);
        var tar = new TarArchiveOutputStream(gzip, UTF_8.name())) {
      tar.setLongFileMode(longFileMode);
      tar.setAddPaxHeadersForNonAsciiNames(longFileMode == TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : names) {
        byte[] content = name.getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }
}
