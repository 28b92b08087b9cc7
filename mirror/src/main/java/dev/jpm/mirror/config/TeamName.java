package dev.jpm.mirror.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A team of an organization.
 *
 * @param org the scope that the organization is, without its sign
 */
public record TeamName(String org, String team) implements Comparable<TeamName> {
  private static final Pattern ORG = Pattern.compile("[a-z0-9~-][a-z0-9._~-]{0,211}");
  private static final Pattern TEAM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern WRITTEN = Pattern.compile("@?([^@:]+):([^:]+)");

  /** The team that people write as {@code @org:team}; the sign may be missing. */
  public static Optional<TeamName> tryParse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    return parts.matches() ? tryOf(parts.group(1), parts.group(2)) : Optional.empty();
  }

  /** The team of these two names, where both can be names. */
  public static Optional<TeamName> tryOf(String org, String team) {
    return isOrg(org) && TEAM.matcher(team).matches()
        ? Optional.of(new TeamName(org, team))
        : Optional.empty();
  }

  /** Whether an organization can be called so. */
  public static boolean isOrg(String org) {
    return ORG.matcher(org).matches();
  }

  @Override
  public int compareTo(TeamName other) {
    return toString().compareTo(other.toString());
  }

  /** As clients list it. */
  @Override
  public String toString() {
    return org + ":" + team;
  }
}
