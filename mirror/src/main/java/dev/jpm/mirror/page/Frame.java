package dev.jpm.mirror.page;

import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What all pages have around their content. Pages are put together as trees, so that no text can
 * become markup.
 */
record Frame(Assets assets, Sessions sessions) {
  /** Nothing is loaded from anywhere else, and no script or style in a page counts. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
          + " frame-ancestors 'none'; base-uri 'none'";

  /** A page under way. */
  record Page(Document document, Element main) {}

  /** A page called {@code title}, to be filled. */
  Page page(Call call, String title) {
    Document document = Document.createShell(call.base());
    document.outputSettings().prettyPrint(false);
    document.prependChild(new org.jsoup.nodes.DocumentType("html", "", ""));
    html(document).attr("lang", "en");
    Element head = document.head();
    head.appendElement("meta").attr("charset", "utf-8");
    head.appendElement("meta")
        .attr("name", "viewport")
        .attr("content", "width=device-width, initial-scale=1");
    head.appendElement("meta").attr("name", "color-scheme").attr("content", "light dark");
    head.appendElement("title").text(title + " · jpm mirror");
    head.appendElement("link")
        .attr("rel", "stylesheet")
        .attr("href", address(call, assets.style()));
    head.appendElement("link").attr("rel", "icon").attr("href", address(call, assets.icon()));
    head.appendElement("script").attr("src", address(call, assets.script())).attr("defer", true);
    Element body = document.body();
    body.appendElement("a").addClass("skip").attr("href", "#main").text("Skip to content");
    header(call, body);
    Element main = body.appendElement("main").attr("id", "main");
    return new Page(document, main);
  }

  private static Element html(Document document) {
    return document.expectFirst("html");
  }

  private void header(Call call, Element body) {
    Element bar = body.appendElement("header").addClass("bar");
    bar.appendElement("a")
        .addClass("brand")
        .attr("href", call.base())
        .attr("aria-label", "jpm mirror, start page")
        .appendElement("span")
        .text("jpm mirror");
    Element form =
        bar.appendElement("form")
            .attr("role", "search")
            .attr("action", address(call, "search"))
            .addClass("find");
    form.appendElement("label").addClass("unseen").attr("for", "q").text("Search packages");
    form.appendElement("input")
        .attr("id", "q")
        .attr("name", "q")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("placeholder", "Search packages")
        .attr("value", call.query("q", ""));
    form.appendElement("button").text("Search");
    Element people = bar.appendElement("nav").attr("aria-label", "You");
    Optional<Sessions.Session> session = sessions.of(call);
    if (session.isEmpty()) {
      people.appendElement("a").attr("href", address(call, "sign-in")).text("Sign in");
      return;
    }
    if (session.get().admin()) {
      people.appendElement("a").attr("href", address(call, "admin")).text("Administration");
    }
    people.appendElement("a").attr("href", address(call, "account")).text(session.get().person());
  }

  /** The address of a page of the mirror. */
  static String address(Call call, String page) {
    return call.base() + "-/web/" + page;
  }

  /** What is sent; pages are made for who asks, and not kept. */
  static Answer answer(int status, Page page) {
    String html = page.document().outerHtml();
    return Answer.bytes(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
        .with("cache-control", "no-store")
        // Without any, browsers do not tell where a form comes from.
        .with("referrer-policy", "same-origin")
        .with("content-security-policy", POLICY);
  }

  /** What tells a person that it cannot be as they wished. */
  Answer problem(Call call, HttpProblem problem) {
    String title = problem.status() == 404 ? "Not found" : "That did not work";
    Page page = page(call, title);
    page.main().appendElement("h1").text(title);
    page.main().appendElement("p").text(String.valueOf(problem.getMessage()));
    return answer(problem.status(), page);
  }

  /** Sends the browser to another page. */
  static Answer seeOther(String address) {
    return Answer.empty(303).with("location", address).with("cache-control", "no-store");
  }

  /** A form that changes something, and only from a page of the same login. */
  static Element form(Element parent, String action, Sessions.Session session) {
    Element form = parent.appendElement("form").attr("method", "post").attr("action", action);
    hidden(form, "csrf", session.proof());
    return form;
  }

  /** What a form says by itself. */
  static void hidden(Element form, String name, String value) {
    form.appendElement("input").attr("type", "hidden").attr("name", name).attr("value", value);
  }

  /** What takes something away; {@code deed} says it all where the text alone does not. */
  static void danger(Element form, String text, String deed) {
    form.appendElement("button").addClass("danger").attr("aria-label", deed).text(text);
  }

  /** A field of which one of {@code options} is chosen. */
  static Element choice(Element form, String name, List<String> options, String chosen) {
    Element select = form.appendElement("select").attr("name", name);
    for (String option : options) {
      Element each = select.appendElement("option").text(option);
      if (option.equals(chosen)) {
        each.attr("selected", true);
      }
    }
    return select;
  }

  /** A labelled field. */
  static Element field(Element form, String name, String label, String type, String complete) {
    form.appendElement("label").attr("for", name).text(label);
    return form.appendElement("input")
        .attr("id", name)
        .attr("name", name)
        .attr("type", type)
        .attr("autocomplete", complete);
  }

  /** A table with these columns; the answer is where rows go. */
  static Element table(Element parent, String caption, String... columns) {
    // It scrolls by itself where the window is narrow, by keyboard too.
    Element table =
        parent
            .appendElement("div")
            .addClass("scroll")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", caption)
            .appendElement("table");
    table.appendElement("caption").addClass("unseen").text(caption);
    Element row = table.appendElement("thead").appendElement("tr");
    for (String column : columns) {
      row.appendElement("th").attr("scope", "col").text(column);
    }
    return table.appendElement("tbody");
  }

  /** A row with a text in each cell. */
  static Element row(Element rows, String... cells) {
    Element row = rows.appendElement("tr");
    for (String cell : cells) {
      row.appendElement("td").text(cell);
    }
    return row;
  }
}
