package dev.jpm.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Integrity.Algorithm;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntegrityTest {
  private static final Integrity SHA512 = Integrity.of(Algorithm.SHA512, digest(Algorithm.SHA512));
  private static final Integrity SHA1 = Integrity.of(Algorithm.SHA1, digest(Algorithm.SHA1));

  @Test
  void readsAnOldShasum() {
    assertThat(Integrity.ofShasum("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d")).hasValue(SHA1);
    assertThat(Integrity.ofShasum("no hex")).isEmpty();
    assertThat(Integrity.ofDist(null, "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d")).hasValue(SHA1);
    assertThat(Integrity.ofDist(SHA512.value(), "00")).hasValue(SHA512);
    assertThat(Integrity.ofDist(null, null)).isEmpty();
  }

  @Test
  void givesTheDigestInHexadecimal() {
    assertThat(SHA1.strongestHash().orElseThrow().hex())
        .isEqualTo("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
    assertThat(SHA512.sha512Hex().orElseThrow()).startsWith("9b71d224bd62f378").hasSize(128);
    assertThat(SHA1.sha512Hex()).isEmpty();
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(Integrity.tryParse("  whirlpool-abc  sha1-abc= \n sha512-xyz?opt ").orElseThrow())
        .hasToString("sha1-abc= sha512-xyz?opt");
    assertThat(Integrity.tryParse("nonsense")).isEmpty();
    assertThat(Integrity.tryParse("")).isEmpty();
  }

  @Test
  void keepsDigestsOfOneAlgorithmTogether() {
    assertThat(Integrity.tryParse("sha1-a sha512-b sha1-c").orElseThrow())
        .hasToString("sha1-a sha1-c sha512-b");
  }

  @Test
  void checksBytesByTheStrongestAlgorithmOnly() {
    Integrity both = new Integrity(SHA1 + " " + SHA512);
    assertThat(both.strongest()).hasValue(Algorithm.SHA512);
    assertThat(both.accepts(Algorithm.SHA512, digest(Algorithm.SHA512))).isTrue();
    assertThat(both.accepts(Algorithm.SHA1, digest(Algorithm.SHA1))).isFalse();
    assertThat(SHA1.accepts(Algorithm.SHA1, new byte[20])).isFalse();
  }

  @Test
  void contradictsOnlyWhereAnAlgorithmIsShared() {
    Integrity other = new Integrity("sha512-other");
    assertThat(SHA512.matches(other)).isFalse();
    assertThat(SHA512.contradicts(other)).isTrue();
    assertThat(SHA1.contradicts(other)).isFalse();
    assertThat(new Integrity(SHA1 + " " + SHA512).matches(SHA1)).isTrue();
    assertThat(new Integrity("sha512-x sha512-other").matches(other)).isTrue();
  }

  @Test
  void addsStrongerDigestsToAnOldOne() {
    assertThat(SHA1.merge(SHA512)).hasValue(new Integrity(SHA1 + " " + SHA512));
    assertThat(SHA512.merge(SHA512)).hasValue(SHA512);
    assertThat(SHA512.merge(new Integrity("sha512-other"))).isEqualTo(Optional.empty());
  }

  private static byte[] digest(Algorithm algorithm) {
    return algorithm.digest().digest("hello".getBytes(StandardCharsets.UTF_8));
  }
}
