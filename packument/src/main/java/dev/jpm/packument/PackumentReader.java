package dev.jpm.packument;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a registry's document about one package, full or abbreviated, in one pass and keeps the
 * pruned form: see {@link KeptKeys}. Values equal to those of a version shortly before are kept
 * once, as most fields stay the same from release to release.
 */
public final class PackumentReader {
  private static final int BUFFER_SIZE = 1 << 16;

  /** How many different values of one field are compared with a new one. */
  private static final int LOOK_BACK = 4;

  private final JsonScanner scanner;
  private final int[] documentRange = new int[KeptKeys.DOCUMENT.names().size() * 2];
  private final IntList values = new IntList(1024);
  private final IntList versions = new IntList(256);
  private final IntList references = new IntList(1024);

  /** For each manifest key the last different values, newest first; -1 where there are fewer. */
  private final int[] recent = new int[KeptKeys.MANIFEST.names().size() * LOOK_BACK];

  private PackumentReader(InputStream in) {
    this.scanner = new JsonScanner(in, BUFFER_SIZE, BUFFER_SIZE);
    Arrays.fill(recent, -1);
  }

  /**
   * The pruned form of the document that {@code in} holds as UTF-8.
   *
   * @throws MalformedJsonException where it is no JSON object
   * @throws IOException where it cannot be read or ends too early
   */
  public static SlimPackument read(InputStream in) throws IOException {
    PackumentReader reader = new PackumentReader(in);
    reader.readDocument();
    SlimPackument packument = reader.finish();
    JsonTexts.check(packument.document(KeptKeys.DOCUMENT_TAGS));
    JsonTexts.check(packument.document(KeptKeys.DOCUMENT_TIME));
    return packument;
  }

  public static SlimPackument read(byte[] document) throws IOException {
    return read(new ByteArrayInputStream(document));
  }

  private void readDocument() throws IOException {
    scanner.skipByteOrderMark();
    scanner.expect('{');
    if (scanner.passIf('}')) {
      return;
    }
    do {
      int key = readKey(KeptKeys.DOCUMENT);
      if (key == KeptKeys.DOCUMENT_VERSIONS && scanner.peek() == '{') {
        readVersions();
      } else if (key >= 0) {
        documentRange[key * 2] = scanner.keptLength();
        scanner.copyValue();
        documentRange[key * 2 + 1] = scanner.keptLength() - documentRange[key * 2];
      } else {
        scanner.skipValue();
      }
    } while (scanner.more('}'));
  }

  private void readVersions() throws IOException {
    scanner.expect('{');
    if (scanner.passIf('}')) {
      return;
    }
    do {
      int start = scanner.keptLength();
      scanner.copyValue();
      int length = scanner.keptLength() - start;
      scanner.expect(':');
      if (scanner.peek() == '{') {
        versions.add(start);
        versions.add(length);
        versions.add(references.size());
        readManifest();
      } else {
        scanner.truncateKept(start);
        scanner.skipValue();
      }
    } while (scanner.more('}'));
  }

  private void readManifest() throws IOException {
    scanner.expect('{');
    if (scanner.passIf('}')) {
      return;
    }
    do {
      int key = readKey(KeptKeys.MANIFEST);
      if (key < 0) {
        scanner.skipValue();
        continue;
      }
      int start = scanner.keptLength();
      if (key == KeptKeys.MANIFEST_DIST) {
        copyPruned(KeptKeys.DIST);
      } else if (key == KeptKeys.MANIFEST_SCRIPTS) {
        copyPruned(KeptKeys.SCRIPTS);
      } else {
        scanner.copyValue();
      }
      if (scanner.keptLength() > start) {
        references.add(valueAt(key, start, scanner.keptLength() - start));
      }
    } while (scanner.more('}'));
  }

  /** Copies what {@code keys} name of an object; nothing at all where none is there. */
  private void copyPruned(KeyTable keys) throws IOException {
    if (scanner.peek() != '{') {
      scanner.copyValue();
      return;
    }
    int start = scanner.keptLength();
    scanner.expect('{');
    boolean any = false;
    if (!scanner.passIf('}')) {
      do {
        int before = scanner.keptLength();
        scanner.keep((byte) (any ? ',' : '{'));
        int keyStart = scanner.keptLength();
        scanner.copyValue();
        scanner.expect(':');
        if (keys.indexOf(scanner.kept(), keyStart + 1, scanner.keptLength() - 1) >= 0) {
          scanner.keep((byte) ':');
          scanner.copyValue();
          any = true;
        } else {
          scanner.truncateKept(before);
          scanner.skipValue();
        }
      } while (scanner.more('}'));
    }
    if (any) {
      scanner.keep((byte) '}');
    } else {
      scanner.truncateKept(start);
    }
  }

  /** Passes a key and its colon; the key's index in {@code keys} or -1. */
  private int readKey(KeyTable keys) throws IOException {
    int start = scanner.keptLength();
    scanner.copyValue();
    int key = keys.indexOf(scanner.kept(), start + 1, scanner.keptLength() - 1);
    scanner.truncateKept(start);
    scanner.expect(':');
    return key;
  }

  /** The number of the value just kept: an equal recent one's, which then replaces it. */
  private int valueAt(int key, int start, int length) {
    int first = key * LOOK_BACK;
    byte[] kept = scanner.kept();
    for (int i = first; i < first + LOOK_BACK && recent[i] >= 0; i++) {
      int other = recent[i];
      int otherStart = values.get(other * 3 + 1);
      if (values.get(other * 3 + 2) == length
          && Arrays.equals(kept, otherStart, otherStart + length, kept, start, start + length)) {
        scanner.truncateKept(start);
        return other;
      }
    }
    System.arraycopy(recent, first, recent, first + 1, LOOK_BACK - 1);
    int number = values.size() / 3;
    recent[first] = number;
    values.add(key);
    values.add(start);
    values.add(length);
    return number;
  }

  private SlimPackument finish() {
    return SlimPackument.assemble(
        documentRange,
        values,
        versions,
        references,
        scanner.kept(),
        scanner.keptLength(),
        scanner.consumed());
  }
}
