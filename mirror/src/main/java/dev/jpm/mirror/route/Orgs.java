package dev.jpm.mirror.route;

import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route.Values;

/** The organization, and the team of it, that a path is about. */
final class Orgs {
  private Orgs() {}

  static String org(Values values) {
    String text = values.get("org");
    String org = text.startsWith("@") ? text.substring(1) : text;
    if (!TeamName.isOrg(org)) {
      throw none(org);
    }
    return org;
  }

  static TeamName team(Values values) {
    String org = org(values);
    String team = values.get("team");
    return TeamName.tryOf(org, team)
        .orElseThrow(() -> HttpProblem.notFound("there is no team " + org + ":" + team));
  }

  static HttpProblem none(String org) {
    return HttpProblem.notFound("there is no organization " + org + " that you belong to");
  }
}
