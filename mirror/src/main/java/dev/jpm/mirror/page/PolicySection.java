package dev.jpm.mirror.page;

import dev.jpm.audit.policy.Ignore;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.policy.Objection;
import dev.jpm.mirror.policy.PackageState;
import dev.jpm.mirror.policy.Waived;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jsoup.nodes.Element;

/**
 * The part of a package's page that tells which versions the policy holds back, and which pass by a
 * waiver.
 *
 * @param admin whether who looks at it may grant one
 */
record PolicySection(Call call, PackageState state, boolean admin) {
  private static final int MOST = 300;

  boolean isEmpty() {
    return state.isEmpty();
  }

  /** Refuses a version that is held back, with the reason. */
  void refuse(String version) {
    List<Objection> against = state.heldBack().get(version);
    if (against != null) {
      throw HttpProblem.forbidden(against.getFirst().reason() + ".");
    }
  }

  void show(Element text) {
    if (isEmpty()) {
      return;
    }
    Element section = PackagePage.section(text, "Policy");
    Element rows = Frame.table(section, "Policy", "Version", "State", "Why", "Waiver");
    SequencedSet<String> versions = new LinkedHashSet<>(state.waived().keySet());
    versions.addAll(state.heldBack().keySet());
    versions.stream().limit(MOST).forEach(version -> row(rows.appendElement("tr"), version));
  }

  private void row(Element row, String version) {
    List<Objection> against = state.heldBack().getOrDefault(version, List.of());
    List<Waived> waived = state.waived().getOrDefault(version, List.of());
    row.appendElement("td").text(version);
    row.appendElement("td")
        .appendElement("span")
        .addClass(against.isEmpty() ? "badge tag" : "badge held")
        .text(against.isEmpty() ? "passes" : "held back");
    Element why = row.appendElement("td");
    PolicyPages.reasons(why, against);
    PolicyPages.reasons(why, waived.stream().map(Waived::objection).toList());
    Element waivers = row.appendElement("td");
    if (admin) {
      against.forEach(each -> PolicyPages.waiveLink(call, waivers, state.name(), version, each));
    }
    waived.forEach(each -> waivers.appendElement("div").text(told(each.by())));
    if (waivers.childrenSize() == 0) {
      waivers.addClass("quiet").text("none");
    }
  }

  private static String told(Ignore by) {
    LocalDate last = by.expires();
    return by.told() + (last == null ? "" : ", until " + last);
  }
}
