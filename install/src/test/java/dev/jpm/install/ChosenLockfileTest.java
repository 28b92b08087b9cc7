package dev.jpm.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.event.Event;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** How it is kept. */
class ChosenLockfileTest {
  private static ChosenLockfile chosen() {
    SequencedMap<String, Long> packuments = new LinkedHashMap<>();
    packuments.put("b", -1L);
    packuments.put("@a/a", 1L << 40);
    return new ChosenLockfile(
        "{\n}", -7, List.of(new Event.Warning("ERESOLVE", "overriding")), packuments);
  }

  @Test
  void comesBackAsItWas() {
    assertThat(ChosenLockfile.decode(chosen().encoded())).contains(chosen());
  }

  @Test
  void damagedIsNone() {
    byte[] note = chosen().encoded();
    for (int length = 0; length < note.length; length++) {
      assertThat(ChosenLockfile.decode(Arrays.copyOf(note, length))).isEmpty();
    }
    note[0]++;
    assertThat(ChosenLockfile.decode(note)).isEmpty();
  }
}
