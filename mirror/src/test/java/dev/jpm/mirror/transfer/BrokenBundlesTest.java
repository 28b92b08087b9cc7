package dev.jpm.mirror.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.mirror.transfer.BundleReader.Terms;
import dev.jpm.mirror.transfer.BundleWriter.Wishes;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that is not what was made is refused, and nothing of it stays. */
class BrokenBundlesTest {
  @TempDir private Path temp;
  private Shelf here;
  private Shelf there;
  private Path whole;
  private Path broken;

  @BeforeEach
  void open() throws IOException {
    here = new Shelf(temp.resolve("here"));
    there = new Shelf(temp.resolve("there"));
    whole = temp.resolve("whole.zip");
    broken = temp.resolve("broken.zip");
    here.fetched("a").fetched("b").published("@own/p", "1.0.0").export(whole, Wishes.NONE);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void tornAnywhere() throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length += 97) {
      Files.write(broken, Arrays.copyOf(bytes, length));
      assertRefused("");
    }
    Files.write(broken, Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused("its end is missing");
    Files.writeString(broken, "no bundle");
    assertRefused("does not begin with its manifest");
  }

  @Test
  void changed() throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    int at = new String(bytes, ISO_8859_1).indexOf("tarball of b");
    bytes[at]++;
    Files.write(broken, bytes);
    assertRefused("");
    OpenedBundle bundle = OpenedBundle.of(whole);
    int last = bundle.entries().size() - 1;
    bundle.replace(last, bundle.entries().get(last).name(), "other".getBytes(UTF_8));
    assertRefused(bundle, "the bytes of blobs/");
    bundle = OpenedBundle.of(whole);
    bundle.replace(1, BundleManifest.ROWS, "{}".getBytes(UTF_8));
    assertRefused(bundle, "the bytes of rows.ndjson are others");
  }

  @Test
  void inAnotherOrder() throws IOException {
    OpenedBundle bundle = OpenedBundle.of(whole);
    int blob = bundle.index("blobs/");
    Collections.swap(bundle.entries(), blob, blob + 1);
    assertRefused(bundle, "it holds blobs/");
    bundle.manifest(bundle.entries().get(1).bytes().length);
    Collections.swap(bundle.entries(), 0, 1);
    assertRefused(bundle, "does not begin with its manifest");
    bundle = OpenedBundle.of(whole);
    Collections.swap(bundle.entries(), 1, 2);
    bundle.manifest(bundle.entries().get(2).bytes().length);
    assertRefused(bundle, "its rows do not come first");
  }

  @Test
  void withMoreOrLessThanItsManifestSays() throws IOException {
    OpenedBundle bundle = OpenedBundle.of(whole);
    bundle.entries().add(new OpenedBundle.Entry("blobs/../../evil", new byte[1]));
    assertRefused(bundle, "it holds blobs/../../evil, of which its manifest says nothing");
    bundle.manifest(bundle.entries().get(1).bytes().length);
    assertRefused(bundle, "a line that makes no sense");
    bundle = OpenedBundle.of(whole);
    bundle.entries().removeLast();
    assertRefused(bundle, "it ends before blobs/");
    bundle.manifest(bundle.entries().get(1).bytes().length);
    assertRefused(bundle, "its rows name files that it lacks");
    bundle = OpenedBundle.of(whole);
    bundle.entries().add(bundle.entries().getLast());
    bundle.manifest(bundle.entries().get(1).bytes().length);
    bundle.entries().removeLast();
    assertRefused(bundle, "has no room in it");
    bundle.entries().remove(1);
    bundle.manifest(0);
    assertRefused(bundle, "its rows do not come first");
  }

  @Test
  void thatGrowsWhereItIsUnpacked() throws IOException {
    OpenedBundle bundle = OpenedBundle.of(whole);
    int last = bundle.entries().size() - 1;
    bundle.replace(last, bundle.entries().get(last).name(), new byte[8 << 20]);
    assertRefused(bundle, "is larger than ");
    bundle = OpenedBundle.of(whole);
    bundle.manifest(1L << 40);
    assertRefused(bundle, "rows.ndjson has no room in it");
    bundle.replace(0, BundleManifest.NAME, new byte[8 << 20]);
    assertRefused(bundle, "manifest.ndjson is larger than ");
  }

  @Test
  void withRowsThatMakeNoSense() throws IOException {
    OpenedBundle bundle = OpenedBundle.of(whole);
    String rows = new String(bundle.entries().get(1).bytes(), UTF_8);
    for (String wrong :
        new String[] {
          "no JSON\n",
          "[]\n",
          "{\"kind\": \"user\"}\n",
          "{\"kind\": \"document\", \"name\": \"../x\", \"digest\": \"" + "0".repeat(128) + "\"}\n",
          "{\"kind\": \"tarball\", \"name\": \"x\", \"file\": \"x.tgz\", \"digest\": \"../x\"}\n",
          "{\"kind\": \"package\", \"name\": \"x\", \"owners\": []}\n",
          "{\"kind\": \"key\"}\n",
          "{\"kind\": \"key\", \"told\": {}}"
        }) {
      bundle.withRows(rows + wrong);
      assertRefused(bundle, "it");
    }
    bundle.withRows(rows.replaceFirst("(?m)^.*\"kind\":\"package\".*\n", ""));
    assertRefused(bundle, "a version of @own/p has no package");
    bundle.withRows(rows);
    bundle.write(broken);
    assertThat(there.take(broken, Terms.NONE).added()).as("the unchanged").isEqualTo(5);
  }

  @Test
  void ofAnotherRelease() throws IOException {
    OpenedBundle bundle = OpenedBundle.of(whole);
    bundle.replace(0, BundleManifest.NAME, "{\"format\": 3}\n".getBytes(UTF_8));
    assertRefused(bundle, "another release of jpm has written it");
  }

  private void assertRefused(OpenedBundle bundle, String why) throws IOException {
    bundle.write(broken);
    assertRefused(why);
  }

  private void assertRefused(String why) throws IOException {
    assertThatThrownBy(() -> there.take(broken, Terms.NONE))
        .isInstanceOfSatisfying(
            JpmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EINTEGRITY))
        .hasMessageContaining(why);
    assertThat(there.all()).isEmpty();
    assertThat(there.unfinished()).isEmpty();
  }
}
