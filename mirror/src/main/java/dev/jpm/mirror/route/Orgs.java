package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Organizing;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.Route.Values;

/** The organization, and the team of it, that a path is about. */
final class Orgs {
  private Orgs() {}

  static String org(Values values) {
    return Organizing.org(values.get("org"));
  }

  static TeamName team(Values values) {
    return Organizing.team(org(values), values.get("team"));
  }
}
