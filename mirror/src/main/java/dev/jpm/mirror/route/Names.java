package dev.jpm.mirror.route;

import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.model.PackageName;

/** The package that a path is about. */
final class Names {
  private Names() {}

  static PackageName of(Values values) {
    String text = values.get("name");
    return PackageName.tryParse(text)
        .orElseThrow(() -> HttpProblem.notFound("\"" + text + "\" is no package name"));
  }
}
