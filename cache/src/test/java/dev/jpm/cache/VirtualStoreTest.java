package dev.jpm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualStoreTest {
  @TempDir private Path temp;
  private Store store;
  private VirtualStore virtual;

  @BeforeEach
  void open() {
    store = Store.open(temp.resolve("cache"), InstantSource.system());
    virtual = store.virtual();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anEntryAppearsWholeAndTheFirstOneStays() throws IOException {
    Path first = made("a/1.0.0/h", "first");
    Path second = made("a/1.0.0/h", "second");
    assertThat(virtual.has("a/1.0.0/h")).isFalse();

    virtual.publish(first, "a/1.0.0/h");
    virtual.publish(second, "a/1.0.0/h");

    assertThat(virtual.has("a/1.0.0/h")).isTrue();
    assertThat(virtual.packageFolder("a/1.0.0/h").resolve("package.json")).hasContent("first");
    assertThat(second).doesNotExist();
  }

  @Test
  void aLinkLeadsToTheSameFromWhereItIsMadeAndFromWhereItWillLie() throws IOException {
    virtual.publish(made("b/2.0.0/h", "b"), "b/2.0.0/h");
    Path made = made("@s/a/1.0.0/h", "a");
    Path link = Path.of("node_modules/@t/b");
    Files.createDirectories(made.resolve(link).getParent());
    Files.createSymbolicLink(
        made.resolve(link),
        Path.of(VirtualStore.linkText("@s/a/1.0.0/h", "@t/b", "b/2.0.0/h", "b")));

    assertThat(made.resolve(link).resolve("package.json")).hasContent("b");
    virtual.publish(made, "@s/a/1.0.0/h");
    assertThat(virtual.folder().resolve("@s/a/1.0.0/h").resolve(link).resolve("package.json"))
        .hasContent("b");
  }

  @Test
  void onlyEntriesOfProjectsThatAreThereAreReached() throws IOException {
    for (String entry : List.of("a/1.0.0/h", "@s/b/1.0.0/h", "c/1.0.0/h")) {
      virtual.publish(made(entry, "x"), entry);
    }
    Path project = temp.resolve("project");
    Files.createDirectories(project.resolve("node_modules"));
    virtual.register(project, List.of("a/1.0.0/h"));
    virtual.register(temp.resolve("gone"), List.of("@s/b/1.0.0/h"));

    assertThat(virtual.unreached()).containsExactlyInAnyOrder("@s/b/1.0.0/h", "c/1.0.0/h");
    assertThat(virtual.registered(project)).containsExactly("a/1.0.0/h");
    assertThat(virtual.registered(temp.resolve("gone"))).isEmpty();
    virtual.register(project, List.of());
    assertThat(virtual.registered(project)).isEmpty();
  }

  private Path made(String entry, String content) throws IOException {
    Path made = virtual.begin(entry);
    Path folder = VirtualStore.packageFolder(made, entry);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("package.json"), content);
    return made;
  }
}
