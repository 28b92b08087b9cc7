package dev.jpm.audit.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.lockfile.entry.LockedFile;
import dev.jpm.lockfile.entry.Lockfiles;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of packages from one lockfile to another. */
class LockChangesTest {
  @Test
  void aPackageThatBecomesALinkIsAChange() {
    LockedFile before = lock("{\"version\":\"1.0.0\"}");
    LockedFile after = lock("{\"resolved\":\"vendor/evil\",\"link\":true}");

    assertThat(LockChanges.between(before, after))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.kind()).isEqualTo(Change.Kind.UPDATED);
          assertThat(change.entry().name()).isEqualTo("a");
        });
  }

  private static LockedFile lock(String entry) {
    return Lockfiles.read(
        "{\"lockfileVersion\":3,\"packages\":{\"\":{},\"node_modules/a\":" + entry + "}}",
        "package-lock.json",
        Map.of());
  }
}
