package dev.jpm.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.lockfile.LockWriter.Options;
import dev.jpm.model.tree.EdgeFindings;
import dev.jpm.model.tree.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixtures were written by npm 11; reading and writing them must not change a byte. */
class RoundTripTest {

  @ParameterizedTest
  @CsvSource({
    "workspaces, 3, false, false",
    "root-bundle, 3, false, false",
    "nameless, 3, false, false",
    "crlf, 3, false, false",
    "version-2, 2, false, false",
    "without-resolved, 3, true, false",
    "compact, 3, false, true",
  })
  void keepsLockfilesOfNpm(String name, int version, boolean omit, boolean compact) {
    Fixture fixture = new Fixture(name);
    PackageLock lock = PackageLock.read(fixture.lock(), "package-lock.json");
    Options options =
        new Options(
            version, fixture.style(), compact, "noname", omit, false, EdgeFindings.NONE, lock);
    assertThat(LockWriter.write(lock.tree(fixture.manifest()), options)).isEqualTo(fixture.lock());
    assertThat(LockWriter.write(lock.tree(), options)).isEqualTo(fixture.lock());
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspaces", "root-bundle", "nameless", "crlf", "version-2", "compact"})
  void keepsHiddenLockfilesOfNpm(String name) {
    Fixture fixture = new Fixture(name);
    PackageLock lock = PackageLock.read(fixture.hidden(), ".package-lock.json");
    Options options = Options.of("noname").in(fixture.style());
    Tree tree = lock.tree(fixture.manifest());
    assertThat(LockWriter.writeHidden(tree, options)).isEqualTo(fixture.hidden());
  }

  @Test
  void writesVersion1OfWhatVersion2Says() {
    Fixture two = new Fixture("version-2");
    PackageLock lock = PackageLock.read(two.lock(), "package-lock.json");
    Options options =
        new Options(1, two.style(), false, "x", false, false, EdgeFindings.NONE, null);
    assertThat(LockWriter.write(lock.tree(two.manifest()), options))
        .isEqualTo(new Fixture("version-1").lock());
  }

  @Test
  void keepsWhatOthersPutIntoTheFile() {
    String text =
        """
        {
          "name": "x",
          "lockfileVersion": 3,
          "requires": true,
          "zed": 1.5,
          "packages": {
            "": {
              "name": "x"
            }
          },
          "custom": {
            "a": [
              2,
              1
            ]
          }
        }
        """;
    PackageLock lock = PackageLock.read(text, "package-lock.json");
    Options options =
        new Options(3, lock.style(), false, "x", false, false, EdgeFindings.NONE, lock);
    assertThat(LockWriter.write(lock.tree(), options)).isEqualTo(text);
  }
}
