package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.work.Browser;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryReply.Done;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.JsonNode;

/** A page on which a person proves who it is, while we wait for what comes of it. */
final class WebPage {
  private static final int ACCEPTED = 202;
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Invocation call;
  private final RegistryTalk talk;
  private final String title;
  private volatile boolean over;

  WebPage(Invocation call, RegistryTalk talk, String title) {
    this.call = call;
    this.talk = talk;
    this.title = title;
  }

  /** The web address that {@code node} holds. */
  static Optional<URI> address(JsonNode node) {
    try {
      URI url = new URI(node.asString(""));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return web && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Shows {@code page} and waits until {@code done} tells the token. */
  String token(Registry registry, URI page, URI done) {
    tell(page.toString());
    offerBrowser(page.toString());
    try {
      return awaitToken(registry, done);
    } finally {
      over = true;
    }
  }

  private String awaitToken(Registry registry, URI done) {
    while (true) {
      RegistryReply reply = talk.reply(RegistryRequest.get(registry, done));
      JsonNode body = reply.orThrow();
      if (reply.status() != ACCEPTED) {
        String token = body.path("token").asString("");
        if (token.isEmpty()) {
          throw JpmException.of(ErrorCode.EHTTP, "Invalid response from web login endpoint");
        }
        return token;
      }
      pause(((Done) reply).retryAfterSeconds().orElse(0));
    }
  }

  private void tell(String page) {
    if (call.settings().flag("json")) {
      Map<String, String> json = new LinkedHashMap<>();
      json.put("title", title);
      json.put("url", page);
      call.terminal().json(json);
    } else {
      call.terminal().line(title + ":\n" + page);
    }
  }

  /** Nobody waits for the key: the page may be opened elsewhere. */
  private void offerBrowser(String page) {
    boolean wanted = call.settings().decision("browser").orElse(true);
    if (!wanted
        || !call.session().streams().inIsTerminal()
        || !call.session().streams().outIsTerminal()) {
      return;
    }
    call.terminal().talk("Press ENTER to open in the browser...");
    Thread.ofPlatform().daemon().start(() -> openAfterEnter(page));
  }

  private void openAfterEnter(String page) {
    try {
      InputStream in = call.session().streams().in();
      int typed = 0;
      while (typed != '\n') {
        // Whoever waits in a read cannot be called away, and takes what is typed for others.
        while (in.available() == 0) {
          Thread.sleep(LOOK);
          if (over) {
            return;
          }
        }
        typed = in.read();
      }
      new Browser(call).open(page, "Browser unavailable. Please open the URL manually");
    } catch (IOException e) {
      call.terminal().talk("Please open the URL manually");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(long seconds) {
    try {
      // Without advice a registry holds the request itself; a moment keeps from asking in a circle.
      Thread.sleep(seconds > 0 ? Duration.ofSeconds(seconds) : Duration.ofMillis(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the login was given up");
    }
  }
}
