package dev.jpm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.Integrity.Algorithm;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final Inventory SOME =
      new Inventory(
          "ab".repeat(64),
          new Label("@s/näme", "1.0.0-beta+x"),
          1_700_000_000_000L,
          5_000_000_000L,
          List.of(
              new Digest(Algorithm.SHA384, "0f".repeat(48)),
              new Digest(Algorithm.SHA1, "10".repeat(20))),
          List.of(
              new StoredFile("package.json", 0, 0, 0),
              new StoredFile("a/文件.js", 6_000_000_000L, 7, -1),
              new StoredFile("x".repeat(5000), 127, 0, Integer.MIN_VALUE)));

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(Inventory.decode(SOME.encoded())).contains(SOME);
  }

  @Test
  void anyFlippedBitOrMissingEndIsNoticed() {
    byte[] whole =
        new Inventory(SOME.sha512(), Label.NONE, 1, 2, SOME.digests(), SOME.files().subList(0, 2))
            .encoded();
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      assertThat(Inventory.decode(flipped)).isEmpty();
      assertThat(Inventory.decode(Arrays.copyOf(whole, i))).isEmpty();
    }
  }

  @Test
  void namesFoldByCaseAndSpelling() {
    assertThat(FoldedName.of("READ.md")).isEqualTo(FoldedName.of("read.MD"));
    assertThat(FoldedName.of("caf\u00e9")).isEqualTo(FoldedName.of("CAFE\u0301"));
    assertThat(FoldedName.of("\ufb01x")).isEqualTo(FoldedName.of("FIX"));
    assertThat(FoldedName.of("a")).isNotEqualTo(FoldedName.of("b"));
  }
}
