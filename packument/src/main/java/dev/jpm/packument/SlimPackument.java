package dev.jpm.packument;

import dev.jpm.model.Packument;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The pruned form of a packument: one array of bytes that is both what the cache keeps and what
 * manifests are parsed from on demand. A header, three tables of big-endian ints, then the texts:
 *
 * <pre>
 *   header      magic, CRC-32C of all that follows, lengths, ranges of the document's own fields
 *   values      key, offset, length      distinct values of manifest fields
 *   versions    offset, length, first    the version's text (as JSON), its first reference
 *   references  value                    one for each kept field of each version, in order
 *   texts       JSON as it came
 * </pre>
 */
public final class SlimPackument {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAGIC = 0x4A504D31 ^ KeptKeys.fingerprint();
  private static final int DOCUMENT_FIELDS = KeptKeys.DOCUMENT.names().size();

  private static final int AT_CHECKSUM = 4;
  private static final int AT_VALUES = 8;
  private static final int AT_VERSIONS = 12;
  private static final int AT_REFERENCES = 16;
  private static final int AT_DOCUMENT_BYTES = 20;
  private static final int AT_RANGES = 24;
  private static final int HEADER = AT_RANGES + DOCUMENT_FIELDS * 8;
  private static final int ROW = 12;

  private final byte[] bytes;
  private final int valueTable = HEADER;
  private final int versionTable;
  private final int referenceTable;
  private final int texts;

  /** Versions that follow one another mostly share one value. */
  private volatile @Nullable NodeEngine lastEngine;

  private record NodeEngine(int offset, @Nullable String text) {}

  private SlimPackument(byte[] bytes) {
    this.bytes = bytes;
    this.versionTable = valueTable + intAt(AT_VALUES) * ROW;
    this.referenceTable = versionTable + intAt(AT_VERSIONS) * ROW;
    this.texts = referenceTable + intAt(AT_REFERENCES) * 4;
  }

  static SlimPackument assemble(
      int[] documentRange,
      IntList values,
      IntList versions,
      IntList references,
      byte[] kept,
      int keptLength,
      long documentBytes) {
    int tables = (values.size() + versions.size() + references.size()) * 4;
    byte[] bytes = new byte[HEADER + tables + keptLength];
    INT.set(bytes, 0, MAGIC);
    INT.set(bytes, AT_VALUES, values.size() / 3);
    INT.set(bytes, AT_VERSIONS, versions.size() / 3);
    INT.set(bytes, AT_REFERENCES, references.size());
    INT.set(bytes, AT_DOCUMENT_BYTES, (int) Math.min(documentBytes, Integer.MAX_VALUE));
    for (int i = 0; i < documentRange.length; i++) {
      INT.set(bytes, AT_RANGES + i * 4, documentRange[i]);
    }
    int at = put(bytes, HEADER, values);
    at = put(bytes, at, versions);
    at = put(bytes, at, references);
    System.arraycopy(kept, 0, bytes, at, keptLength);
    INT.set(bytes, AT_CHECKSUM, checksumOf(bytes));
    return new SlimPackument(bytes);
  }

  /**
   * The packument whose {@link #bytes} these are; empty where they are damaged or of another make.
   */
  public static Optional<SlimPackument> of(byte[] bytes) {
    if (bytes.length < HEADER
        || (int) INT.get(bytes, 0) != MAGIC
        || (int) INT.get(bytes, AT_CHECKSUM) != checksumOf(bytes)) {
      return Optional.empty();
    }
    return Optional.of(new SlimPackument(bytes));
  }

  /** What the cache keeps; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The size of the document that this was made from. */
  public long documentBytes() {
    return intAt(AT_DOCUMENT_BYTES);
  }

  /** Whether the document says anything that a packument must: {@code {"error": …}} does not. */
  public boolean isPackument() {
    return rangeLength(KeptKeys.DOCUMENT_NAME) > 0 || versionCount() > 0;
  }

  int versionCount() {
    return intAt(AT_VERSIONS);
  }

  /** As the resolver sees it; {@code fallbackName} where the document does not give its name. */
  public Packument toPackument(String fallbackName) {
    SequencedMap<String, Packument.Release> releases =
        LinkedHashMap.newLinkedHashMap(versionCount());
    for (int i = 0; i < versionCount(); i++) {
      String version = versionText(i);
      releases.put(version, new SlimRelease(this, i, version));
    }
    String name =
        rangeLength(KeptKeys.DOCUMENT_NAME) > 0
            ? JsonTexts.plainText(document(KeptKeys.DOCUMENT_NAME), fallbackName)
            : fallbackName;
    PolicyRestrictions policy =
        rangeLength(KeptKeys.DOCUMENT_POLICY) > 0
            ? PolicyRestrictions.read(document(KeptKeys.DOCUMENT_POLICY))
            : PolicyRestrictions.NONE;
    return new Packument(
        name,
        new LazyTextMap(document(KeptKeys.DOCUMENT_TAGS)),
        Collections.unmodifiableSequencedMap(releases),
        new LazyTextMap(document(KeptKeys.DOCUMENT_TIME)),
        policy.restricted(),
        policy.message());
  }

  /**
   * The document as JSON with nothing but these versions; publish times and what a policy withholds
   * as they were. Whoever chooses by it chooses as by the whole one, if {@code versions} are all
   * that were chosen by that.
   *
   * @param tags those to keep, with the times of what they stand at
   */
  public byte[] part(Set<String> versions, Set<String> tags) {
    return PackumentPart.of(this, versions, tags);
  }

  /** The range of one of the document's own fields; empty where it is missing. */
  JsonSlice document(int field) {
    return new JsonSlice(bytes, texts + intAt(AT_RANGES + field * 8), rangeLength(field));
  }

  private int rangeLength(int field) {
    return intAt(AT_RANGES + field * 8 + 4);
  }

  String versionText(int version) {
    int row = versionTable + version * ROW;
    return JsonTexts.plainText(
        new JsonSlice(bytes, texts + intAt(row), intAt(row + 4)), String.valueOf(version));
  }

  /** The value of a manifest's field, as JSON; empty where it is missing. The last one counts. */
  JsonSlice field(int version, int key) {
    for (int at = referencesEnd(version) - 4; at >= referencesStart(version); at -= 4) {
      int row = valueTable + intAt(at) * ROW;
      if (intAt(row) == key) {
        return new JsonSlice(bytes, texts + intAt(row + 4), intAt(row + 8));
      }
    }
    return JsonSlice.EMPTY;
  }

  /** {@code engines.node} of a version, or null. */
  @Nullable String nodeEngine(int version) {
    JsonSlice engines = field(version, KeptKeys.MANIFEST_ENGINES);
    if (engines.isEmpty()) {
      return null;
    }
    NodeEngine known = lastEngine;
    if (known == null || known.offset() != engines.offset()) {
      known = new NodeEngine(engines.offset(), JsonTexts.field(engines, "node"));
      lastEngine = known;
    }
    return known.text();
  }

  /** The kept part of a manifest as JSON. */
  byte[] manifestJson(int version) {
    int start = referencesStart(version);
    int end = referencesEnd(version);
    int length = 2;
    for (int at = start; at < end; at += 4) {
      int row = valueTable + intAt(at) * ROW;
      length += KeptKeys.MANIFEST.key(intAt(row)).length + 4 + intAt(row + 8);
    }
    byte[] json = new byte[length];
    int to = 0;
    json[to++] = '{';
    for (int at = start; at < end; at += 4) {
      int row = valueTable + intAt(at) * ROW;
      byte[] key = KeptKeys.MANIFEST.key(intAt(row));
      if (at > start) {
        json[to++] = ',';
      }
      json[to++] = '"';
      System.arraycopy(key, 0, json, to, key.length);
      to += key.length;
      json[to++] = '"';
      json[to++] = ':';
      System.arraycopy(bytes, texts + intAt(row + 4), json, to, intAt(row + 8));
      to += intAt(row + 8);
    }
    json[to++] = '}';
    return to == length ? json : Arrays.copyOf(json, to);
  }

  private int referencesStart(int version) {
    return referenceTable + intAt(versionTable + version * ROW + 8) * 4;
  }

  private int referencesEnd(int version) {
    return version + 1 < versionCount() ? referencesStart(version + 1) : texts;
  }

  private int intAt(int at) {
    return (int) INT.get(bytes, at);
  }

  private static int put(byte[] bytes, int at, IntList list) {
    for (int i = 0; i < list.size(); i++) {
      INT.set(bytes, at + i * 4, list.get(i));
    }
    return at + list.size() * 4;
  }

  private static int checksumOf(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, AT_VALUES, bytes.length - AT_VALUES);
    return (int) checksum.getValue();
  }
}
