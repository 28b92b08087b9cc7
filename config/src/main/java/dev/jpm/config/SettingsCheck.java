package dev.jpm.config;

import java.util.Optional;

/** Looks at a value before it is written into a settings file. */
public final class SettingsCheck {
  private SettingsCheck() {}

  /** Why {@code text} cannot be the value of {@code key}; empty where it can. */
  public static Optional<String> problem(Host host, String key, String text) {
    Option option = OptionTable.find(key);
    if (option == null) {
      return Optional.empty();
    }
    Coercion coercion = new Coercion(host);
    Coercion.Checked checked =
        coercion.checked(coercion.parsed(new OptionValue.Text(text), option), option);
    return checked.refused().stream()
        .findFirst()
        .map(refused -> SettingsWarning.refusal(option, refused));
  }
}
