package dev.jpm.runtime;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scripts that a script runs inside of, outermost first, as they stand in its environment. A
 * hook that starts the script which it belongs to would start itself for ever; so would a script
 * that calls itself.
 */
record ScriptChain(List<Link> links) {
  /** The variable that holds the chain: event and folder of each, all parted by tabs. */
  static final String VARIABLE = "JPM_SCRIPT_CHAIN";

  /** A script may call itself, with other arguments for instance, but not without end. */
  private static final int MOST = 16;

  ScriptChain {
    links = List.copyOf(links);
  }

  record Link(String event, String folder) {}

  static ScriptChain of(Map<String, String> environment) {
    List<Link> links = new ArrayList<>();
    String[] words = environment.getOrDefault(VARIABLE, "").split("\t", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      links.add(new Link(words[i], words[i + 1]));
    }
    return new ScriptChain(links);
  }

  /**
   * The value of {@link #VARIABLE} inside of another script.
   *
   * @param scripts all of that package, by name
   * @throws JpmException ESCRIPTLOOP where that script would never end
   */
  String with(String event, Path folder, Map<String, String> scripts) {
    Link link = new Link(event, folder.toString());
    long before = links.stream().filter(link::equals).count();
    if (before >= MOST || (before > 0 && isHook(event, scripts))) {
      throw loop(link);
    }
    return Stream.concat(links.stream(), Stream.of(link))
        .map(each -> each.event() + "\t" + each.folder())
        .collect(Collectors.joining("\t"));
  }

  private static boolean isHook(String event, Map<String, String> scripts) {
    return (event.startsWith("pre") && scripts.containsKey(event.substring(3)))
        || (event.startsWith("post") && scripts.containsKey(event.substring(4)));
  }

  private JpmException loop(Link link) {
    List<String> way = new ArrayList<>();
    links.subList(links.lastIndexOf(link), links.size()).forEach(each -> way.add(each.event()));
    way.add(link.event());
    return JpmException.of(
            ErrorCode.ESCRIPTLOOP,
            "Scripts start each other in a circle: " + String.join(" > ", way))
        .withHint("Look at \"scripts\" in " + Path.of(link.folder()).resolve("package.json"));
  }
}
