package dev.jpm.config;

import dev.jpm.config.Origin.Layer;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Credentials in settings files that belong to no registry: npm stopped sending them, as nobody can
 * tell to whom, and refuses to work until they are mended.
 */
public record AuthProblems(List<Problem> problems) {
  private static final List<Layer> FILES = List.of(Layer.GLOBAL, Layer.USER, Layer.PROJECT);
  private static final List<String> DEAD = List.of("_authtoken", "-authtoken");
  private static final List<String> UNSCOPED =
      List.of("_auth", "_authToken", "username", "_password");

  /** One key to mend in one file. */
  public sealed interface Problem {
    Layer layer();

    String key();

    /** The key says nothing and goes. */
    record Delete(Layer layer, String key) implements Problem {}

    /** The key gets the registry's name before it. */
    record Rename(Layer layer, String key, String to) implements Problem {}
  }

  /** What is wrong in {@code settings}. */
  public static AuthProblems of(Settings settings) {
    List<Problem> found = new ArrayList<>();
    String folder = UrlKey.folder(URI.create(settings.text("registry")));
    for (Layer layer : FILES) {
      for (String key : DEAD) {
        if (has(settings, layer, key)) {
          found.add(new Problem.Delete(layer, key));
        }
      }
      for (String key : UNSCOPED) {
        if (has(settings, layer, key)) {
          boolean half =
              (key.equals("username") && !has(settings, layer, "_password"))
                  || (key.equals("_password") && !has(settings, layer, "username"));
          found.add(
              half
                  ? new Problem.Delete(layer, key)
                  : new Problem.Rename(layer, key, folder + ":" + key));
        }
      }
    }
    return new AuthProblems(List.copyOf(found));
  }

  private static boolean has(Settings settings, Layer layer, String key) {
    Setting setting = settings.layer(layer).get(key);
    return setting != null && !setting.value().shown("").isEmpty();
  }

  /** Throws ECONFIG where there is any problem. */
  public void refuse() {
    if (problems.isEmpty()) {
      return;
    }
    String sentence = "Invalid auth configuration found: ";
    List<String> told = new ArrayList<>();
    for (Problem problem : problems) {
      String where = "` in " + problem.layer().word() + " config";
      told.add(
          switch (problem) {
            case Problem.Delete delete ->
                "`" + delete.key() + "` must be deleted" + where.substring(1);
            case Problem.Rename rename ->
                "`" + rename.key() + "` must be renamed to `" + rename.to() + where;
          });
    }
    throw JpmException.of(ErrorCode.ECONFIG, sentence + String.join(", ", told))
        .withHint("Run `jpm config fix` to repair your configuration");
  }
}
