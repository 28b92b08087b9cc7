package dev.jpm.model.semver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A table of expected answers: one row a line, cells between tabs, texts as JSON strings. */
final class Sheet {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Sheet() {}

  static List<String[]> rows(String name) {
    try (InputStream in = Objects.requireNonNull(Sheet.class.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> line.split("\t", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String cell) {
    return Objects.requireNonNull(JSON.readValue(cell, String.class));
  }

  static @Nullable String textOrNull(String cell) {
    return JSON.readValue(cell, String.class);
  }
}
