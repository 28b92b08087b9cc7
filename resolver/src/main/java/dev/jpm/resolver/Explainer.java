package dev.jpm.resolver;

import dev.jpm.resolver.PeerConflict.Because;
import dev.jpm.resolver.PeerConflict.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a peer conflict in npm's lines. */
public final class Explainer {
  private static final int DEPTH = 4;

  /** How much of the names that did not fit is shown. */
  private static final int NAMES_LENGTH = 50;

  private Explainer() {}

  /** What was found, what could not be resolved, and what stands against it. */
  public static String explain(PeerConflict conflict) {
    List<String> lines = new ArrayList<>();
    if (conflict.whileResolving() != null) {
      lines.add("While resolving: " + conflict.whileResolving());
    }
    Reason found = conflict.found();
    Because rival = conflict.rival() == null ? conflict.unmet() : conflict.rival();
    lines.add("Found: " + (found == null ? edge(rival, DEPTH) : node(found, DEPTH)));
    lines.add("\nCould not resolve dependency:\n" + edge(conflict.unmet(), DEPTH));
    if (conflict.conflicting() != null) {
      lines.add("\nConflicting peer dependency: " + node(conflict.conflicting(), DEPTH));
    }
    return String.join("\n", lines);
  }

  /** The edge that decided, in one line. */
  public static String summary(PeerConflict conflict) {
    Because unmet = conflict.unmet();
    Reason depender = unmet.from();
    Reason found = conflict.found();
    String who = depender == null ? "The root project" : depender.name() + "@" + depender.version();
    return who
        + " asks for "
        + unmet.name()
        + "@\""
        + unmet.spec()
        + "\""
        + (found == null ? "" : " and would get " + found.name() + "@" + found.version());
  }

  /** {@link #explain} and what the user can do about it. */
  public static String report(PeerConflict conflict) {
    String ways =
        conflict.strict()
            ? "--no-strict-peer-deps, --force, or --legacy-peer-deps"
            : "--force or --legacy-peer-deps";
    return explain(conflict)
        + "\n\nFix the upstream dependency conflict, or retry this command with "
        + ways
        + " to accept an incorrect (and potentially broken) dependency resolution.";
  }

  private static String node(Reason reason, int depth) {
    return printed(reason) + dependents(reason, depth) + linksIn(reason, depth);
  }

  private static String printed(Reason reason) {
    String location = reason.location();
    return reason.name()
        + "@"
        + reason.version()
        + (location == null || location.isEmpty() ? "" : "\n" + location);
  }

  private static String dependents(Reason reason, int depth) {
    List<Because> all = reason.dependents();
    if (all.isEmpty() || depth <= 0) {
      return "";
    }
    int max = (depth + 1) / 2;
    List<String> messages = new ArrayList<>();
    for (Because because : all.subList(0, Math.min(max, all.size()))) {
      messages.add(edge(because, depth));
    }
    if (all.size() > max) {
      messages.add((all.size() - max) + " more (" + names(all, max) + ")");
    }
    return indented(messages);
  }

  private static String names(List<Because> all, int from) {
    List<String> names = new ArrayList<>();
    int length = 0;
    for (int i = from; i < all.size(); i++) {
      Reason depender = all.get(i).from();
      String name = depender == null ? "the root project" : depender.name();
      length += name.length();
      if (length >= NAMES_LENGTH && i < all.size() - 1) {
        names.add("...");
        break;
      }
      names.add(name);
    }
    return String.join(", ", names);
  }

  private static String linksIn(Reason reason, int depth) {
    if (reason.linksIn().isEmpty() || depth <= 0) {
      return "";
    }
    return indented(reason.linksIn().stream().map(link -> node(link, depth - 1)).toList());
  }

  private static String indented(List<String> messages) {
    return ("\n" + String.join("\n", messages)).replace("\n", "\n  ");
  }

  private static String edge(Because because, int depth) {
    String dep =
        because.type().equals("workspace")
            ? because.spec().substring("file:".length())
            : because.name() + "@\"" + because.spec() + "\"";
    if (because.original() != null) {
      dep = "overridden " + dep + " (was \"" + because.original() + "\")";
    }
    return (because.type().equals("prod") ? "" : because.type() + " ")
        + (because.bundled() ? "bundled " : "")
        + dep
        + " from "
        + from(because.from(), depth);
  }

  private static String from(@Nullable Reason reason, int depth) {
    if (reason == null) {
      return "the root project";
    }
    return printed(reason) + dependents(reason, depth - 1) + linksIn(reason, depth - 1);
  }
}
