package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionTableTest {
  @Test
  void everySettingHasADescriptionAndATypeAndNamesThatExist() {
    assertThat(OptionTable.all())
        .allSatisfy(option -> {
          assertThat(option.description()).isNotBlank().doesNotEndWith(".");
          assertThat(option.types()).isNotEmpty();
          assertThat(option.excludes()).allMatch(name -> OptionTable.find(name) != null);
        });
  }

  @Test
  void shortFormsStandForFlagsThatExist() {
    assertThat(OptionTable.shortForms().values())
        .allSatisfy(words ->
            assertThat(OptionTable.find(words.getFirst().replaceFirst("^--(no-)?", "")))
                .isNotNull());
  }

  @Test
  void defaultsFitTheirTypes() {
    Settings defaults = Tables.settings("");

    assertThat(OptionTable.all())
        .filteredOn(option -> !option.choices().isEmpty() && !option.repeatable())
        .filteredOn(option -> !option.types().contains(ValueType.Basic.STRING))
        .filteredOn(option -> !defaults.text(option.name()).isEmpty() && !option.flag())
        .filteredOn(option -> !option.types().contains(ValueType.Basic.URL))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(option.choices()).contains(defaults.text(option.name())));
  }

  @Test
  void npmsKeysAreAllThere() {
    assertThat(OptionTable.all()).hasSizeGreaterThan(160);
    assertThat(List.of("registry", "omit", "cache", "legacy-peer-deps", "min-release-age"))
        .allMatch(name -> OptionTable.find(name) != null);
  }
}
