package dev.jpm.mirror.page;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Makes of a README what may stand in a page, whoever wrote it. */
final class Readme {
  private static final int LONGEST = 512 * 1024;
  private static final int DEEPEST = 40;

  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

  private static final Parser PARSER =
      Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST).build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  private static final Safelist SAFE =
      Safelist.relaxed()
          .addTags("del", "details", "summary", "hr", "kbd", "s", "picture")
          .addAttributes("th", "align")
          .addAttributes("td", "align")
          .addAttributes("ol", "start")
          .removeTags("style", "title")
          .removeAttributes("img", "height", "width", "title");

  private Readme() {}

  /** Puts {@code markdown} into {@code parent}. */
  static void show(String markdown, Element parent) {
    String text = markdown.substring(0, Math.min(markdown.length(), LONGEST));
    Document dirty = Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(text)));
    Element clean = new Cleaner(SAFE).clean(dirty).body();
    // The page's own headings stand above those of what it shows.
    for (int level = 6; level >= 1; level--) {
      clean.select("h" + level).tagName("h" + Math.min(level + 2, 6));
    }
    clean.select("a").forEach(Readme::tame);
    clean.select("img").forEach(Readme::name);
    clean.select("pre").attr("tabindex", "0");
    parent.appendChildren(clean.childNodes().stream().map(node -> node.clone()).toList());
  }

  /** Who is linked to learns nothing of this registry. */
  private static void tame(Element link) {
    if (link.attr("href").isEmpty()) {
      link.unwrap();
    } else {
      link.attr("rel", "nofollow noopener noreferrer");
    }
  }

  /** Pictures of other sites would tell them who reads what; their names do not. */
  private static void name(Element image) {
    String alt = image.attr("alt").strip();
    if (alt.isEmpty()) {
      image.remove();
    } else {
      Element instead = new Element("span").addClass("picture").text(alt);
      image.replaceWith(instead);
    }
  }
}
