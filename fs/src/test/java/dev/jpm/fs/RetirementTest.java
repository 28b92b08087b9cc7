package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetirementTest {
  @TempDir Path folder;
  private Path modules;
  private final Retirement retirement = new Retirement();

  @BeforeEach
  void makeModules() throws IOException {
    modules = Files.createDirectory(folder.resolve("node_modules"));
  }

  private Path installed(String name) throws IOException {
    Path at = Files.createDirectories(modules.resolve(name));
    Files.writeString(at.resolve("package.json"), "old " + name);
    return at;
  }

  @Test
  void theRetiredNameIsNpmsOne() {
    // As npm's retire-path answers for this path.
    assertThat(Retirement.pathFor(Path.of("/project/node_modules/abbrev")))
        .isEqualTo(Path.of("/project/node_modules/.abbrev-M5eVCI6y"));
    assertThat(Retirement.pathFor(Path.of("/project/node_modules/@scope/name")))
        .isEqualTo(Path.of("/project/node_modules/@scope/.name-OfhUzui8"));
  }

  @Test
  void whatWasRetiredComesBackInPlaceOfWhatWasPutThere() throws IOException {
    Path a = installed("a");
    Path b = installed("@s/b");
    assertThat(retirement.retire(a)).isTrue();
    assertThat(retirement.retire(b)).isTrue();
    assertThat(a).doesNotExist();
    Files.createDirectories(a.resolve("new"));
    Folders.remove(modules.resolve("@s/b"));

    retirement.rollBack();

    assertThat(a.resolve("package.json")).hasContent("old a");
    assertThat(a.resolve("new")).doesNotExist();
    assertThat(b.resolve("package.json")).hasContent("old @s/b");
    assertThat(retirement.retired()).isEmpty();
    assertThat(Retirement.leftovers(modules)).isEmpty();
  }

  @Test
  void nestedFoldersComeBackInTheRightOrder() throws IOException {
    Path outer = installed("outer");
    Path inner = installed("outer/node_modules/inner");
    retirement.retire(inner);
    retirement.retire(outer);

    retirement.rollBack();

    assertThat(inner.resolve("package.json")).exists();
    assertThat(outer.resolve("package.json")).exists();
  }

  @Test
  void committingRemovesWhatWasRetired() throws IOException {
    Path a = installed("a");
    retirement.retire(a);
    Files.createDirectory(a);

    retirement.commit();

    assertThat(Folders.entries(modules)).containsExactly(a);
  }

  @Test
  void aLinkIsRetiredAsALink() throws IOException {
    Path target = installed("target");
    Path link = Files.createSymbolicLink(modules.resolve("link"), target);

    retirement.retire(link);
    assertThat(retirement.retired()).singleElement().satisfies(p -> assertThat(p).isSymbolicLink());
    retirement.rollBack();

    assertThat(link).isSymbolicLink();
    assertThat(target.resolve("package.json")).exists();
  }

  @Test
  void retiringNothingIsNoError() {
    assertThat(retirement.retire(modules.resolve("none"))).isFalse();
    retirement.rollBack();
    assertThat(modules).isEmptyDirectory();
  }

  @Test
  void aLeftoverInTheRetiredPlaceGivesWay() throws IOException {
    Path a = installed("a");
    Files.createDirectories(Retirement.pathFor(a).resolve("leftover"));

    retirement.retire(a);
    retirement.rollBack();

    assertThat(a.resolve("package.json")).exists();
    assertThat(a.resolve("leftover")).doesNotExist();
  }

  @Test
  void leftoversAreToldFromOtherDotFolders() throws IOException {
    Path a = installed("a");
    retirement.retire(a);
    Files.createDirectory(modules.resolve(".bin"));
    Files.createDirectory(modules.resolve(".cache-abcdefgh"));
    Files.createDirectory(modules.resolve(".-abcdefgh"));
    Files.writeString(modules.resolve(".package-lock.json"), "{}");

    assertThat(Retirement.leftovers(modules)).containsExactly(Retirement.pathFor(a));
  }

  @Test
  void oneThatCannotComeBackDoesNotHoldUpTheOthers() throws IOException {
    Path a = installed("a");
    Path b = installed("b");
    retirement.retire(a);
    retirement.retire(b);
    Folders.remove(Retirement.pathFor(b));

    assertThatThrownBy(retirement::rollBack)
        .isInstanceOf(JpmException.class)
        .hasMessageContaining(b.toString());
    assertThat(a.resolve("package.json")).exists();
  }
}
