package dev.jpm.pack;

import dev.jpm.model.LocaleOrder;
import java.util.Comparator;
import java.util.Locale;

/** Files that resemble each other stand side by side, which compresses well. */
final class PackOrder implements Comparator<String> {
  private static final Comparator<String> ORDER =
      Comparator.comparing(PackOrder::extension, LocaleOrder.ENGLISH)
          .thenComparing(PackOrder::lowerBaseName, LocaleOrder.ENGLISH)
          .thenComparing(PackOrder::written, LocaleOrder.ENGLISH);

  @Override
  public int compare(String one, String other) {
    return ORDER.compare(one, other);
  }

  private static String lowerBaseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /** From the last dot on, unless nothing else comes before it. */
  private static String extension(String path) {
    String name = lowerBaseName(path);
    int dot = name.lastIndexOf('.');
    return dot <= 0 || name.equals("..") ? "" : name.substring(dot);
  }

  /** npm writes {@code ./} before a scope, so that tar does not take it for a list of files. */
  private static String written(String path) {
    return path.startsWith("@") ? "./" + path : path;
  }
}
