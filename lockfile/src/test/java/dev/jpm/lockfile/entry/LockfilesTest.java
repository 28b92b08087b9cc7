package dev.jpm.lockfile.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lockfile is read as the tool reads it that installs from it. */
class LockfilesTest {
  private static final String NPM =
      "{\"lockfileVersion\":3,\"workspaces\":{},\"packages\":{\"\":{}}}";
  private static final String BUN =
      "{\"lockfileVersion\":1,\"workspaces\":{\"\":{}},\"packages\":{\"a\":[\"a@1.0.0\"]}}";

  @Test
  void underAnUnknownNameTheTextTells() {
    assertThat(Lockfiles.read(NPM, "before.lock", Map.of()).format()).isEqualTo(LockFormat.NPM);
    assertThat(Lockfiles.read(BUN, "before.lock", Map.of()).format()).isEqualTo(LockFormat.BUN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "package-lock.json ; {\"packages\":{\"\":{},\"b\":[\"b@1.0.0\"]}} ; of another kind",
        "package-lock.json ; {\"packages\":[]} ; packages is no mapping",
        "package-lock.json ; {\"dependencies\":{\"b\":1}} ; of another kind",
        "bun.lock ; {\"workspaces\":{},\"packages\":{\"b\":{}}} ; of another kind",
        "pnpm-lock.yaml ; {\"lockfileVersion\":\"99.0\",\"packages\":{}} ; lockfileVersion 99.0"
      })
  void whatNoToolWritesIsRefused(String file, String text, String why) {
    assertThatThrownBy(() -> Lockfiles.read(text, file, Map.of())).hasMessageContaining(why);
  }
}
