package dev.jpm.mirror.page;

import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.page.Frame.Page;
import dev.jpm.mirror.page.Sessions.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jsoup.nodes.Element;

/** What pages for those who look after the mirror have in common. */
record AdminArea(Frame frame) {
  private static final SequencedMap<String, String> SECTIONS = sections();

  private static SequencedMap<String, String> sections() {
    SequencedMap<String, String> sections = new LinkedHashMap<>();
    sections.put("admin", "Storage");
    sections.put("admin/users", "Users");
    sections.put("admin/tokens", "Tokens");
    sections.put("organizations", "Organizations");
    sections.put("admin/policy", "Policy");
    return sections;
  }

  /** What is done with the fields of a form. */
  @FunctionalInterface
  interface Deed {
    Answer with(Call call, Session session, Map<String, String> fields);
  }

  Route get(String path, BiFunction<Call, Session, Answer> page) {
    return Route.of(
        "GET",
        "/-/web/admin" + path,
        (call, values) -> admin(call, session -> page.apply(call, session)));
  }

  Route post(String path, Deed deed) {
    return Route.of(
        "POST",
        "/-/web/admin" + path,
        (call, values) ->
            admin(call, session -> deed.with(call, session, Sessions.fields(call, session))));
  }

  private Answer admin(Call call, Function<Session, Answer> page) {
    return AccountPages.signedIn(
        call,
        frame,
        session -> {
          if (!session.admin()) {
            throw HttpProblem.forbidden("Only those who look after this registry see this page");
          }
          return page.apply(session);
        });
  }

  /** A page of the section that is called {@code title}. */
  Page page(Call call, String title) {
    Page page = frame.page(call, title);
    page.main().appendElement("h1").text("Administration");
    sections(call, page.main(), title);
    page.main().appendElement("h2").text(title);
    return page;
  }

  /** The way to the sections. */
  static void sections(Call call, Element main, String current) {
    Element list =
        main.appendElement("nav")
            .addClass("sections")
            .attr("aria-label", "Administration")
            .appendElement("ul");
    SECTIONS.forEach((path, title) -> {
      Element link =
          list.appendElement("li")
              .appendElement("a")
              .attr("href", Frame.address(call, path))
              .text(title);
      if (title.equals(current)) {
        link.attr("aria-current", "page");
      }
    });
  }

  /** Tells what was wrong with a form; nothing where the text is empty. */
  static void tell(Element main, String problem) {
    if (!problem.isEmpty()) {
      main.appendElement("p").addClass("notice").attr("role", "alert").text(problem);
    }
  }
}
