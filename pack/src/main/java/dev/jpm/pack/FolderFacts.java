package dev.jpm.pack;

import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a package's folder and belongs into its published manifest.
 *
 * @param names of all that lies right in the folder, sorted
 * @param readme the readme's file, or null
 * @param readmeText its text; empty where there is none
 * @param authors the lines of AUTHORS without comments
 * @param gitHead the commit that is checked out, or null where there is no repository
 */
public record FolderFacts(
    List<String> names,
    @Nullable String readme,
    String readmeText,
    List<String> authors,
    @Nullable String gitHead) {
  private static final Pattern MARKDOWN =
      Pattern.compile("\\.m?a?r?k?d?o?w?n?$", Pattern.CASE_INSENSITIVE);

  public FolderFacts {
    names = List.copyOf(names);
    authors = List.copyOf(authors);
  }

  /** Looks into {@code folder}. */
  public static FolderFacts of(Path folder) {
    try {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      }
      names.sort(null);
      String readme = readme(folder, names);
      return new FolderFacts(
          names,
          readme,
          readme == null ? "" : text(folder.resolve(readme)),
          names.contains("AUTHORS") ? authors(text(folder.resolve("AUTHORS"))) : List.of(),
          GitHead.of(folder).orElse(null));
    } catch (IOException e) {
      throw FileErrors.of(e, "read", folder);
    }
  }

  /** npm's choice: the first in Markdown, else the last that has no ending. */
  private static @Nullable String readme(Path folder, List<String> names) {
    Optional<String> plain = Optional.empty();
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean readme = lower.equals("readme") || lower.startsWith("readme.");
      if (readme && Files.isRegularFile(folder.resolve(name))) {
        if (MARKDOWN.matcher(name).find()) {
          return name;
        }
        plain = name.endsWith("README") ? Optional.of(name) : plain;
      }
    }
    return plain.orElse(null);
  }

  private static List<String> authors(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("^\\s*#.*$", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
