package dev.jpm.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One or more digests of the same bytes, as Subresource Integrity writes them: {@code
 * sha512-base64}, several between spaces. What cannot be understood in it is passed over.
 *
 * @param value the text as it was written
 */
public record Integrity(String value) {

  /** The digests that npm understands, weakest first. */
  public enum Algorithm {
    MD5("md5", "MD5"),
    SHA1("sha1", "SHA-1"),
    SHA224("sha224", "SHA-224"),
    SHA256("sha256", "SHA-256"),
    SHA384("sha384", "SHA-384"),
    SHA512("sha512", "SHA-512");

    private final String prefix;
    private final String javaName;

    Algorithm(String prefix, String javaName) {
      this.prefix = prefix;
      this.javaName = javaName;
    }

    /** A fresh digest of this kind. */
    public MessageDigest digest() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has " + javaName, e);
      }
    }

    private static @Nullable Algorithm of(String prefix) {
      for (Algorithm algorithm : values()) {
        if (algorithm.prefix.equals(prefix)) {
          return algorithm;
        }
      }
      return null;
    }
  }

  /**
   * One digest.
   *
   * @param base64 with its padding, as it was written
   * @param options what followed a question mark, with it; usually empty
   */
  public record Hash(Algorithm algorithm, String base64, String options) {
    /** The digest in lower-case hexadecimal. */
    public String hex() {
      return HexFormat.of().formatHex(bytes());
    }

    /** The digest's bytes; empty where the text is not base64. */
    public byte[] bytes() {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }

    @Override
    public String toString() {
      return algorithm.prefix + "-" + base64 + options;
    }

    private static @Nullable Hash parse(String text) {
      int dash = text.indexOf('-');
      Algorithm algorithm = dash < 0 ? null : Algorithm.of(text.substring(0, dash));
      if (algorithm == null) {
        return null;
      }
      int mark = text.indexOf('?', dash);
      String digest = text.substring(dash + 1, mark < 0 ? text.length() : mark);
      return digest.isEmpty()
          ? null
          : new Hash(algorithm, digest, mark < 0 ? "" : text.substring(mark));
    }
  }

  /** The integrity in {@code text} in normal form; empty where it names no known digest. */
  public static Optional<Integrity> tryParse(String text) {
    Integrity written = new Integrity(text);
    return written.hashes().isEmpty() ? Optional.empty() : Optional.of(written.normalized());
  }

  /** From the SHA-1 that old packuments give in hexadecimal; empty where it is none. */
  public static Optional<Integrity> ofShasum(String hex) {
    try {
      return Optional.of(of(Algorithm.SHA1, HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a packument's {@code dist} says: its integrity, else its shasum. */
  public static Optional<Integrity> ofDist(@Nullable String integrity, @Nullable String shasum) {
    if (integrity != null && !integrity.isEmpty()) {
      return tryParse(integrity);
    }
    return shasum == null || shasum.isEmpty() ? Optional.empty() : ofShasum(shasum);
  }

  public static Integrity of(Algorithm algorithm, byte[] digest) {
    return new Integrity(algorithm.prefix + "-" + Base64.getEncoder().encodeToString(digest));
  }

  /** Every digest that is understood, in the order written. */
  public List<Hash> hashes() {
    if (value.indexOf(' ') < 0 && value.strip().length() == value.length()) {
      Hash only = Hash.parse(value);
      return only == null ? List.of() : List.of(only);
    }
    List<Hash> hashes = new ArrayList<>();
    for (String word : value.strip().split("\\s+", -1)) {
      Hash hash = Hash.parse(word);
      if (hash != null) {
        hashes.add(hash);
      }
    }
    return List.copyOf(hashes);
  }

  /** The algorithm that counts when bytes are checked; empty where none is understood. */
  public Optional<Algorithm> strongest() {
    return hashes().stream().map(Hash::algorithm).max(Comparator.naturalOrder());
  }

  /** The first digest of the strongest algorithm. */
  public Optional<Hash> strongestHash() {
    Hash best = null;
    for (Hash hash : hashes()) {
      if (best == null || hash.algorithm().compareTo(best.algorithm()) > 0) {
        best = hash;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The first SHA-512, in hexadecimal. */
  public Optional<String> sha512Hex() {
    return hashes().stream()
        .filter(hash -> hash.algorithm() == Algorithm.SHA512)
        .map(Hash::hex)
        .findFirst();
  }

  /** Whether bytes with this digest are among those promised; weaker algorithms do not count. */
  public boolean accepts(Algorithm algorithm, byte[] digest) {
    if (strongest().orElse(null) != algorithm) {
      return false;
    }
    for (Hash hash : hashes()) {
      if (hash.algorithm() == algorithm && MessageDigest.isEqual(hash.bytes(), digest)) {
        return true;
      }
    }
    return false;
  }

  /** Whether both promise a same digest in the strongest algorithm that they share. */
  public boolean matches(Integrity other) {
    Algorithm shared = null;
    Map<Algorithm, List<String>> mine = byAlgorithm();
    Map<Algorithm, List<String>> theirs = other.byAlgorithm();
    for (Algorithm algorithm : mine.keySet()) {
      shared = theirs.containsKey(algorithm) ? algorithm : shared;
    }
    return shared != null && meet(mine, theirs, shared);
  }

  /** Whether both know an algorithm and still do not match: they promise different bytes. */
  public boolean contradicts(Integrity other) {
    Map<Algorithm, List<String>> theirs = other.byAlgorithm();
    return !matches(other) && byAlgorithm().keySet().stream().anyMatch(theirs::containsKey);
  }

  /**
   * This with the digests of {@code other} in algorithms that are missing here, as npm upgrades a
   * lockfile's SHA-1; empty where the two contradict each other in some algorithm.
   */
  public Optional<Integrity> merge(Integrity other) {
    Map<Algorithm, List<String>> mine = byAlgorithm();
    Map<Algorithm, List<String>> theirs = other.byAlgorithm();
    StringJoiner merged = new StringJoiner(" ");
    merged.add(normalized().value);
    for (Hash hash : other.normalizedHashes()) {
      if (!mine.containsKey(hash.algorithm())) {
        merged.add(hash.toString());
      } else if (!meet(mine, theirs, hash.algorithm())) {
        return Optional.empty();
      }
    }
    return Optional.of(new Integrity(merged.toString().strip()));
  }

  /** Without what is not understood, one space between digests, those of one algorithm together. */
  public Integrity normalized() {
    StringJoiner out = new StringJoiner(" ");
    normalizedHashes().forEach(hash -> out.add(hash.toString()));
    String text = out.toString();
    return text.equals(value) ? this : new Integrity(text);
  }

  @Override
  public String toString() {
    return value;
  }

  private List<Hash> normalizedHashes() {
    List<Hash> hashes = hashes();
    if (hashes.size() < 3) {
      return hashes;
    }
    List<Hash> grouped = new ArrayList<>();
    for (Hash first : hashes) {
      for (Hash hash : hashes) {
        if (hash.algorithm() == first.algorithm() && !grouped.contains(hash)) {
          grouped.add(hash);
        }
      }
    }
    return grouped;
  }

  private Map<Algorithm, List<String>> byAlgorithm() {
    Map<Algorithm, List<String>> map = new EnumMap<>(Algorithm.class);
    for (Hash hash : hashes()) {
      map.computeIfAbsent(hash.algorithm(), _ -> new ArrayList<>(1)).add(hash.base64());
    }
    return map;
  }

  private static boolean meet(
      Map<Algorithm, List<String>> mine, Map<Algorithm, List<String>> theirs, Algorithm algorithm) {
    List<String> others = theirs.getOrDefault(algorithm, List.of());
    return mine.getOrDefault(algorithm, List.of()).stream().anyMatch(others::contains);
  }
}
