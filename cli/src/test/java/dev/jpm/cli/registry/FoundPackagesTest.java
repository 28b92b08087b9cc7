package dev.jpm.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.terminal.Palette;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class FoundPackagesTest {
  @Test
  void wordsStandOutAfterLettersThatAreLongerInLowerCase() {
    ObjectNode found = JsonMapper.shared().createObjectNode();
    found.put("name", "x").put("description", "İİİİ React");

    String lines = new FoundPackages(List.of("react"), new Palette(true)).lines(found);

    assertThat(lines).contains("İİİİ " + new Palette(true).cyan("React") + "\n");
  }
}
