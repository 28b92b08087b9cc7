package dev.jpm.mirror.packument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.PackageName;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

/** How much of what was sent stays in memory. */
class RecentFormsTest {
  @Test
  void whatWasWantedLongestAgoMakesRoom() {
    RecentForms recent = new RecentForms(80);
    for (String name : new String[] {"a", "b"}) {
      recent.put(key(name), form("1"));
    }
    assertThat(recent.find(key("a"), "1")).isNotNull();

    recent.put(key("c"), form("1"));

    assertThat(recent.find(key("b"), "1")).isNull();
    assertThat(recent.find(key("a"), "1")).isNotNull();
    assertThat(recent.find(key("a"), "2")).isNull();
    recent.put(key("a"), form("2"));
    assertThat(recent.find(key("c"), "1")).isNotNull();
    assertThat(recent.hasRoomFor(11)).isFalse();
  }

  private static RecentForms.Kept form(String id) {
    return new RecentForms.Kept(
        id, new Forms.Made("e", 40, () -> new ByteArrayInputStream(new byte[40])));
  }

  private static RecentForms.Key key(String name) {
    return new RecentForms.Key(PackageName.parse(name), Form.FULL, "http://127.0.0.1/");
  }
}
