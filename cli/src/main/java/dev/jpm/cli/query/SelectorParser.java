package dev.jpm.cli.query;

import dev.jpm.cli.query.Selector.Alternative;
import dev.jpm.cli.query.Selector.Combinator;
import dev.jpm.cli.query.Selector.Everything;
import dev.jpm.cli.query.Selector.Having;
import dev.jpm.cli.query.Selector.Named;
import dev.jpm.cli.query.Selector.OfKind;
import dev.jpm.cli.query.Selector.Part;
import dev.jpm.cli.query.Selector.Unsupported;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads queries. */
public final class SelectorParser {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s*([^~*|^$=\\s]+)\\s*(?:([~*|^$]?=)\\s*(.*?))?\\s*", Pattern.DOTALL);
  private static final Pattern FLAGGED =
      Pattern.compile("((?:\"[^\"]*\"|'[^']*'))\\s*[iI]|(\\S*)\\s+[iI]");

  private final QueryText text;

  private SelectorParser(String text) {
    this.text = new QueryText(text);
  }

  /**
   * The query in {@code text}; an empty one finds nothing.
   *
   * @throws JpmException EQUERYNOSELECTOR and its like where it cannot be read
   */
  public static Selector parse(String text) {
    return text.isBlank() ? new Selector(List.of()) : new SelectorParser(text).selector();
  }

  static JpmException notReadable(String text) {
    return JpmException.of(ErrorCode.EQUERYNOSELECTOR, "`" + text + "` is not a selector");
  }

  private Selector selector() {
    List<Alternative> alternatives = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    while (true) {
      boolean space = text.skipSpace();
      if (text.isAtEnd()) {
        break;
      }
      char c = text.peek();
      if (c == ',') {
        text.next();
        alternatives.add(new Alternative(parts));
        parts = new ArrayList<>();
      } else if (c == '>' || c == '~' || c == '+') {
        text.next();
        parts.add(new Combinator(String.valueOf(c)));
      } else {
        boolean afterTest = !parts.isEmpty() && !(parts.getLast() instanceof Combinator);
        if (space && afterTest) {
          parts.add(new Combinator(" "));
        }
        parts.add(test(c));
      }
    }
    alternatives.add(new Alternative(parts));
    return new Selector(alternatives);
  }

  private Part test(char first) {
    return switch (first) {
      case '[' -> new Having(attribute(text.bracketed('[', ']')));
      case '*' -> {
        text.next();
        yield new Everything();
      }
      case '#' -> {
        text.next();
        yield new Named(text.name());
      }
      case '.' -> {
        text.next();
        yield new OfKind(text.name());
      }
      case ':' -> {
        text.next();
        String word = text.name();
        boolean takesValue = text.peek() == '(';
        yield PseudoParser.of(word, takesValue ? text.bracketed('(', ')') : "");
      }
      default -> unsupported(first);
    };
  }

  private Part unsupported(char first) {
    if (!text.name().isEmpty()) {
      return new Unsupported("tag");
    }
    text.next();
    return new Unsupported(
        switch (first) {
          case '&' -> "nesting";
          case '"', '\'' -> "string";
          default -> "comment";
        });
  }

  /** What stands between square brackets. */
  static AttributeTest attribute(String inner) {
    Matcher matcher = ATTRIBUTE.matcher(inner);
    if (!matcher.matches()) {
      throw notReadable("[" + inner + "]");
    }
    String name = QueryText.plain(matcher.group(1));
    if (matcher.group(2) == null) {
      return new AttributeTest(name, "", "", false);
    }
    String value = matcher.group(3);
    Matcher flagged = FLAGGED.matcher(value);
    boolean insensitive = flagged.matches();
    if (insensitive) {
      value = flagged.group(1) == null ? flagged.group(2) : flagged.group(1);
    }
    return new AttributeTest(name, matcher.group(2), QueryText.plain(value), insensitive);
  }
}
