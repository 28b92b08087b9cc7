package dev.jpm.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.JpmException;
import dev.jpm.model.tree.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinLinksTest {
  private static final Location TOOL = new Location("node_modules/tool");
  private static final Location OTHER = new Location("node_modules/other");

  @TempDir Path folder;
  private Path project;
  private Path bin;

  @BeforeEach
  void packages() throws IOException {
    project = folder.toRealPath().resolve("lib");
    bin = project.resolve("node_modules/.bin");
    Shelf.write(project.resolve("node_modules/tool/cli.js"), "#!/usr/bin/env node\n", false);
    Shelf.write(project.resolve("node_modules/other/cli.js"), "#!/usr/bin/env node\n", false);
  }

  private BinLinks local() {
    return new BinLinks(new Layout(project, false, false), Disk.unwatched(), false);
  }

  private BinLinks global(boolean force) {
    return new BinLinks(new Layout(project, true, false), Disk.unwatched(), force);
  }

  @Test
  void linksRelativeAndMakesTheFileExecutable() throws IOException {
    local().link(TOOL, Map.of("tool", "cli.js"), true);

    assertThat(Files.readSymbolicLink(bin.resolve("tool"))).isEqualTo(Path.of("../tool/cli.js"));
    assertThat(Files.isExecutable(project.resolve("node_modules/tool/cli.js"))).isTrue();
  }

  @Test
  void linksBinsOfNestedPackagesBesideThem() throws IOException {
    Location nested = new Location("node_modules/tool/node_modules/@s/in");
    Shelf.write(project.resolve(nested.value()).resolve("x.js"), "", false);

    local().link(nested, Map.of("in", "x.js"), true);

    assertThat(Files.readSymbolicLink(project.resolve("node_modules/tool/node_modules/.bin/in")))
        .isEqualTo(Path.of("../@s/in/x.js"));
  }

  @Test
  void leavesOutABinWhoseFileIsMissing() {
    local().link(TOOL, Map.of("tool", "missing.js"), true);

    assertThat(bin).doesNotExist();
  }

  @Test
  void theFirstToClaimANameInARunHasIt() {
    BinLinks bins = local();
    bins.link(TOOL, Map.of("x", "cli.js"), true);
    bins.link(OTHER, Map.of("x", "cli.js"), true);

    assertThat(Bin.targetOf(bin.resolve("x"), false))
        .contains(project.resolve("node_modules/tool/cli.js"));
  }

  @Test
  void localBinsReplaceWhateverIsThere() throws IOException {
    Shelf.write(bin.resolve("file"), "mine", false);
    Files.createDirectories(bin.resolve("folder/inner"));
    Files.createSymbolicLink(bin.resolve("link"), Path.of("../other/cli.js"));

    local().link(TOOL, Map.of("file", "cli.js", "folder", "cli.js", "link", "cli.js"), true);

    for (String name : new String[] {"file", "folder", "link"}) {
      assertThat(Files.readSymbolicLink(bin.resolve(name))).isEqualTo(Path.of("../tool/cli.js"));
    }
    assertThat(project.resolve("node_modules/other/cli.js")).exists();
  }

  @Test
  void aSymbolicLinkInPlaceOfTheBinFolderIsNotWrittenThrough() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.createDirectories(elsewhere);
    Files.createSymbolicLink(bin, elsewhere);

    local().link(TOOL, Map.of("tool", "cli.js"), true);

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(Files.isDirectory(bin, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void takesTheCarriageReturnOutOfAShebangWithoutTouchingOtherNamesOfTheFile() throws IOException {
    Path stored = folder.resolve("stored.js");
    Shelf.write(stored, "#!/usr/bin/env node\r\nconsole.log()\r\n", false);
    Path file = project.resolve("node_modules/tool/dos.js");
    Files.createLink(file, stored);

    local().link(TOOL, Map.of("dos", "dos.js"), true);

    assertThat(file).hasContent("#!/usr/bin/env node\nconsole.log()\r\n");
    assertThat(Files.isExecutable(file)).isTrue();
    assertThat(Files.readString(stored)).contains("node\r\n");
    assertThat(Files.isExecutable(stored)).isFalse();
  }

  @Test
  void givesAnExecutableModeToACopyWhereTheFileIsShared() throws IOException {
    Path stored = folder.resolve("stored.js");
    Shelf.write(stored, "#!/usr/bin/env node\n", false);
    Path file = project.resolve("node_modules/tool/shared.js");
    Files.createLink(file, stored);

    local().link(TOOL, Map.of("shared", "shared.js"), true);

    assertThat(Files.isExecutable(file)).isTrue();
    assertThat(Files.isExecutable(stored)).isFalse();
  }

  @Test
  void globalBinsStandInThePrefix() throws IOException {
    global(false).link(TOOL, Map.of("tool", "cli.js"), true);

    assertThat(Files.readSymbolicLink(folder.toRealPath().resolve("bin/tool")))
        .isEqualTo(Path.of("../lib/node_modules/tool/cli.js"));
  }

  @Test
  void globalBinsSpareWhatIsNotTheirs() throws IOException {
    Path foreign = folder.toRealPath().resolve("bin/tool");
    Shelf.write(foreign, "mine", true);

    assertThatThrownBy(() -> global(false).check(TOOL, Map.of("tool", "cli.js")))
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("EEXIST");
    assertThatThrownBy(() -> global(false).link(TOOL, Map.of("tool", "cli.js"), true))
        .isInstanceOf(JpmException.class);
    assertThat(foreign).hasContent("mine");

    global(true).link(TOOL, Map.of("tool", "cli.js"), true);
    assertThat(foreign).isSymbolicLink();
    // Its own link may be replaced.
    global(false).check(TOOL, Map.of("tool", "cli.js"));
  }

  @Test
  void ownsOnlyLinksThatLeadIntoThePackage() throws IOException {
    Files.createDirectories(bin);
    Files.createSymbolicLink(bin.resolve("mine"), Path.of("../tool/cli.js"));
    Files.createSymbolicLink(bin.resolve("theirs"), Path.of("../other/cli.js"));

    assertThat(local().owned(TOOL, Map.of("mine", "a", "theirs", "b", "none", "c")))
        .containsExactly(bin.resolve("mine"));
  }

  @Test
  void undoBringsReplacedLinksBack() throws IOException {
    Files.createDirectories(bin);
    Files.createSymbolicLink(bin.resolve("x"), Path.of("../other/cli.js"));
    BinLinks bins = local();
    bins.link(TOOL, Map.of("x", "cli.js", "y", "cli.js"), true);

    bins.undo();

    assertThat(Files.readSymbolicLink(bin.resolve("x"))).isEqualTo(Path.of("../other/cli.js"));
    assertThat(bin.resolve("y")).doesNotExist();
  }

  @Test
  void onWindowsACommandIsThreeFilesThatKnowWhomTheyBelongTo() throws IOException {
    Layout layout = new Layout(project, true, true);
    Path[] files = Bin.files(layout.binFolder(TOOL).resolve("x"), true);
    BinLinks bins = new BinLinks(layout, Disk.unwatched(), false);
    bins.link(TOOL, Map.of("x", "cli.js"), true);

    assertThat(files).hasSize(3).allSatisfy(file -> assertThat(file).exists());
    assertThat(BinLinks.inPlace(layout, TOOL, Map.of("x", "cli.js"))).isTrue();
    assertThat(bins.owned(TOOL, Map.of("x", "cli.js"))).containsExactly(files);
    assertThat(bins.owned(OTHER, Map.of("x", "cli.js"))).isEmpty();
    BinLinks later = new BinLinks(layout, Disk.unwatched(), false);
    assertThatThrownBy(() -> later.link(OTHER, Map.of("x", "cli.js"), true))
        .hasMessageContaining("EEXIST");

    bins.undo();
    assertThat(files).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(BinLinks.inPlace(layout, TOOL, Map.of("x", "cli.js"))).isFalse();
  }
}
