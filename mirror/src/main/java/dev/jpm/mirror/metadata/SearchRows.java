package dev.jpm.mirror.metadata;

import dev.jpm.model.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What own packages are found by. */
final class SearchRows {
  private SearchRows() {}

  static List<PackageName> all(Database database, List<String> words) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT p.name FROM packages p JOIN tags t ON t.name = p.name AND t.tag = 'latest'"
                + " JOIN releases r ON r.name = p.name AND r.version = t.version"
                + " WHERE r.manifest IS NOT NULL");
    List<@Nullable Object> values = new ArrayList<>();
    for (String word : words) {
      sql.append(" AND (p.name LIKE ? ESCAPE '!' OR r.words LIKE ? ESCAPE '!')");
      String within = "%" + word.replaceAll("[!%_]", "!$0") + "%";
      values.addAll(List.of(within, within));
    }
    sql.append(" ORDER BY p.name");
    return database.all(
        sql.toString(), row -> PackageName.parse(row.getString(1)), values.toArray());
  }

  /** What a version is found by, apart from its name. */
  static String words(@Nullable ObjectNode manifest) {
    if (manifest == null) {
      return "";
    }
    StringBuilder words = new StringBuilder(manifest.path("description").asString(""));
    manifest.path("keywords").forEach(keyword -> words.append(' ').append(keyword.asString("")));
    return words.toString().toLowerCase(Locale.ROOT);
  }
}
