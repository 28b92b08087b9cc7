package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How servers are trusted and who we are to them where no per-registry certificate is set. {@code
 * authorities} are PEM texts, {@code authorityFile} a PEM file; where both are set npm uses the
 * file. With neither, the system's own are trusted. {@code certificate} and {@code key} are PEM
 * texts.
 */
public record Tls(
    boolean strict,
    List<String> authorities,
    Optional<Path> authorityFile,
    Optional<String> certificate,
    Optional<Secret> key) {

  public static Tls of(Settings settings) {
    return new Tls(
        settings.flag("strict-ssl"),
        settings.list("ca").stream().map(Tls::lines).toList(),
        settings.value("cafile").equals(Flag.NO) ? Optional.empty() : settings.path("cafile"),
        pem(settings, "cert"),
        pem(settings, "key").map(Secret::of));
  }

  private static Optional<String> pem(Settings settings, String key) {
    String text = settings.text(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(lines(text));
  }

  /** In ini files line breaks are written as the two characters backslash and n. */
  private static String lines(String pem) {
    return pem.replace("\\n", "\n");
  }
}
