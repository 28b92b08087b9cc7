package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Opens pages in the user's browser, or prints where they are. */
public final class Browser {
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(5);

  private final Invocation call;

  public Browser(Invocation call) {
    this.call = call;
  }

  /**
   * Opens {@code url}; prints it under {@code title} where {@code --no-browser} says so or no
   * program can be started.
   *
   * @throws JpmException EUSAGE for what is no page of the web
   */
  public void open(String url, String title) {
    boolean wanted = call.settings().decision("browser").orElse(true);
    if (!wanted) {
      print(url, title);
      return;
    }
    if (!url.startsWith("https://") && !url.startsWith("http://")) {
      throw JpmException.of(ErrorCode.EUSAGE, "Invalid URL: " + url);
    }
    if (!start(url)) {
      print(url, title);
    }
  }

  private boolean start(String url) {
    List<String> command = new ArrayList<>(program());
    command.add(url);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      // An opener finds out soon that there is no browser; one that stays has become the browser.
      return !process.waitFor(LONGEST_SEARCH.toMillis(), TimeUnit.MILLISECONDS)
          || process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> program() {
    String own = call.settings().text("browser");
    if (!own.isEmpty() && !own.equals("true")) {
      return List.of(own);
    }
    if (call.session().windows()) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    String system = System.getProperty("os.name", "");
    return List.of(system.startsWith("Mac") ? "open" : "xdg-open");
  }

  private void print(String url, String title) {
    if (call.settings().flag("json")) {
      Map<String, String> json = new LinkedHashMap<>();
      json.put("title", title);
      json.put("url", url);
      call.terminal().json(json);
    } else {
      call.terminal().line(title + ":\n" + url);
    }
  }
}
