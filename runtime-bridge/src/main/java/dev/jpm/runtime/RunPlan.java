package dev.jpm.runtime;

import dev.jpm.model.BinTable;
import dev.jpm.model.Closeness;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What {@code run}, {@code start}, {@code stop}, {@code test} and {@code restart} do in one
 * package: which scripts, in which order, with which arguments. Pure.
 *
 * @param steps in order; a step that fails is the last. Empty where there is nothing to do
 */
public record RunPlan(List<Step> steps) {
  /** npm offers these as commands of their own, so that they are not suggested as scripts. */
  private static final Set<String> OWN_COMMANDS = Set.of("stop", "start", "test", "restart");

  public RunPlan {
    steps = List.copyOf(steps);
  }

  /** One script to run: the event, its text, the user's arguments for it. */
  public record Step(String event, String script, List<String> arguments) {
    public Step {
      arguments = List.copyOf(arguments);
    }

    /** The command as people read it, in one line. */
    public String shown() {
      String text = script.strip().replace("\n", " ");
      return arguments.isEmpty() ? text : text + " " + String.join(" ", arguments);
    }
  }

  /**
   * What was asked for.
   *
   * @param event the name of the script
   * @param arguments for it; scripts before and after it get none
   * @param ifPresent whether a missing script is no error
   * @param ignoreScripts whether scripts before and after it are left out
   * @param hasServerJs whether the package's folder holds a file server.js
   * @param workspace the name of the workspace that this is, or "" in the project itself
   * @param commands jpm's commands with a description each, for suggestions
   */
  public record Wish(
      String event,
      List<String> arguments,
      boolean ifPresent,
      boolean ignoreScripts,
      boolean hasServerJs,
      String workspace,
      SequencedMap<String, String> commands) {
    public Wish {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * The plan for a package.
   *
   * @throws JpmException ENOSCRIPT where there is no such script, with near names
   */
  public static RunPlan of(Manifest manifest, Wish wish, HostPlatform host) {
    Map<String, String> scripts = new LinkedHashMap<>(manifest.scripts());
    String event = wish.event();
    if (event.equals("restart") && isMissing(scripts, event)) {
      scripts.put(event, "npm stop --if-present && npm start");
    } else if (event.equals("env") && isMissing(scripts, event)) {
      scripts.put(event, host.isWindows() ? "SET" : "env");
    } else if (event.equals("start") && isMissing(scripts, event) && wish.hasServerJs()) {
      scripts.put(event, "node server.js");
    }
    if (!scripts.containsKey(event)) {
      if (wish.ifPresent()) {
        return new RunPlan(List.of());
      }
      throw missing(manifest, wish);
    }
    List<Step> steps = new ArrayList<>();
    if (!wish.ignoreScripts()) {
      add(steps, scripts, "pre" + event, List.of());
    }
    add(steps, scripts, event, wish.arguments());
    if (!wish.ignoreScripts()) {
      add(steps, scripts, "post" + event, List.of());
    }
    return new RunPlan(steps);
  }

  /** An empty text is as good as no script, except that it is no error. */
  private static void add(
      List<Step> steps, Map<String, String> scripts, String event, List<String> arguments) {
    if (!isMissing(scripts, event)) {
      steps.add(new Step(event, scripts.getOrDefault(event, ""), arguments));
    }
  }

  private static boolean isMissing(Map<String, String> scripts, String event) {
    return scripts.getOrDefault(event, "").isEmpty();
  }

  private static JpmException missing(Manifest manifest, Wish wish) {
    JpmException missing =
        JpmException.of(ErrorCode.ENOSCRIPT, "Missing script: \"" + wish.event() + "\"");
    List<String> near = suggestions(manifest, wish);
    if (!near.isEmpty()) {
      missing =
          missing.withHint(
              "Did you mean "
                  + (near.size() == 1 ? "this" : "one of these")
                  + "?\n"
                  + String.join("\n", near.subList(0, Math.min(3, near.size()))));
    }
    List<String> all = Closeness.byDistance(wish.event(), manifest.scripts().keySet());
    if (!all.isEmpty()) {
      missing = missing.withHint("The scripts are: " + shortened(all));
    }
    String inWorkspace = wish.workspace().isEmpty() ? "" : " --workspace=" + wish.workspace();
    return missing.withHint("To see a list of scripts, run:\n  jpm run" + inWorkspace);
  }

  /** As many names as people read. */
  private static String shortened(List<String> names) {
    int shown = Math.min(20, names.size());
    String text = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
  }

  private static List<String> suggestions(Manifest manifest, Wish wish) {
    List<String> near = new ArrayList<>();
    String typed = wish.event();
    for (String command : Closeness.among(typed, wish.commands().keySet())) {
      near.add("  jpm " + command + " # " + wish.commands().get(command));
    }
    for (String script : Closeness.within(typed, manifest.scripts().keySet())) {
      if (!OWN_COMMANDS.contains(script)) {
        near.add("  jpm run " + script + " # run the \"" + script + "\" package script");
      }
    }
    for (String bin : Closeness.within(typed, BinTable.of(manifest).keySet())) {
      near.add(
          "  jpm exec "
              + bin
              + " # run the \""
              + bin
              + "\" command from either this or a remote npm package");
    }
    return near;
  }
}
