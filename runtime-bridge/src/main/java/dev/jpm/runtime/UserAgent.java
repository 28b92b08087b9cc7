package dev.jpm.runtime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * npm's {@code user-agent} for scripts and requests. It begins as npm's, for tools look there to
 * learn which package manager runs them.
 */
public final class UserAgent {
  /** The npm whose behaviour is jpm's. */
  public static final String NPM_VERSION = "11.19.1";

  /** npm's default for the setting user-agent, with jpm named at its end. */
  public static final String DEFAULT_TEMPLATE =
      "npm/{npm-version} node/{node-version} {platform} {arch} workspaces/{workspaces} {ci}"
          + " jpm/{jpm-version}";

  private static final Pattern FIELD = Pattern.compile("\\{([a-z-]+)}", Pattern.CASE_INSENSITIVE);

  private UserAgent() {}

  /**
   * The text that {@code template} stands for.
   *
   * @param nodeVersion without a leading v
   * @param workspaces whether the command runs in workspaces
   * @param ci the name of the CI service, as npm's setting ci-name; null outside of one
   */
  public static String of(
      String template,
      String jpmVersion,
      String nodeVersion,
      HostPlatform host,
      boolean workspaces,
      @Nullable String ci) {
    Matcher fields = FIELD.matcher(template);
    String filled =
        fields.replaceAll(field ->
            Matcher.quoteReplacement(
                switch (field.group(1).toLowerCase(Locale.ROOT)) {
                  case "npm-version" -> NPM_VERSION;
                  case "jpm-version" -> jpmVersion;
                  case "node-version" -> "v" + nodeVersion;
                  case "platform" -> host.os();
                  case "arch" -> host.cpu();
                  case "workspaces" -> String.valueOf(workspaces);
                  case "ci" -> ci == null || ci.isEmpty() ? "" : "ci/" + ci;
                  default -> field.group();
                }));
    return filled.replaceAll(" {2,}", " ").strip();
  }
}
