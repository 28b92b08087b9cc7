package dev.jpm.testing;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One page of a {@link Chromium}, used as a person would: looked at, clicked, typed into. */
public final class ChromiumPage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DevTools devTools;
  private final String target;
  private final String session;

  private ChromiumPage(DevTools devTools, String target, String session) {
    this.devTools = devTools;
    this.target = target;
    this.session = session;
  }

  static ChromiumPage open(DevTools devTools, String address) {
    Map<String, Object> where = Map.of("url", address);
    String target = result(devTools.ask(null, "Target.createTarget", where), "targetId");
    Map<String, Object> which = Map.of("targetId", target, "flatten", true);
    String session = result(devTools.ask(null, "Target.attachToTarget", which), "sessionId");
    ChromiumPage page = new ChromiumPage(devTools, target, session);
    page.waitFor("location.href !== 'about:blank' && document.readyState === 'complete'");
    return page;
  }

  /** The value of an expression in the page, as text. */
  public String evaluate(String expression) {
    JsonNode answer = ask(expression);
    if (answer.has("error") || answer.path("result").has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return answer.path("result").path("result").path("value").asString("");
  }

  /** Waits until an expression is true in the page, through reloads too. */
  public void waitFor(String expression) {
    // The page itself looks again and again; its promise breaks when the page is loaded anew.
    String becomesTrue =
        """
        new Promise((found) => {
          const end = Date.now() + 5000
          const look = () => {
            let yes = false
            try { yes = Boolean(%s) } catch {}
            yes || Date.now() > end ? found(yes) : setTimeout(look, 20)
          }
          look()
        })
        """
            .formatted(expression);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ask(becomesTrue).at("/result/result/value").asBoolean(false)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never true: " + expression + "\n" + shown());
      }
    }
  }

  /** Waits until the element that {@code selector} finds shows a text. */
  public void waitForText(String selector, String text) {
    waitFor(element(selector) + ".innerText.includes(" + quoted(text) + ")");
  }

  /** The text that is seen where {@code selector} points, once something is there. */
  public String text(String selector) {
    waitFor(element(selector));
    return evaluate(element(selector) + ".innerText");
  }

  public void click(String selector) {
    waitFor(element(selector));
    evaluate(element(selector) + ".click()");
  }

  /** Types into a field, as from a keyboard. */
  public void type(String selector, String text) {
    waitFor(element(selector));
    evaluate(element(selector) + ".focus()");
    devTools.ask(session, "Input.insertText", Map.of("text", text));
  }

  public void reload() {
    evaluate("window.beforeReload = true");
    devTools.ask(session, "Page.reload", Map.of());
    waitFor("!window.beforeReload && document.readyState === 'complete'");
  }

  @Override
  public void close() {
    devTools.ask(null, "Target.closeTarget", Map.of("targetId", target));
  }

  private JsonNode ask(String expression) {
    Map<String, Object> question =
        Map.of("expression", expression, "awaitPromise", true, "returnByValue", true);
    return devTools.ask(session, "Runtime.evaluate", question);
  }

  private String shown() {
    return ask("location.href + '\\n' + document.documentElement.outerHTML")
        .at("/result/result/value")
        .asString("no page");
  }

  private static String element(String selector) {
    return "document.querySelector(" + quoted(selector) + ")";
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static String result(JsonNode answer, String field) {
    if (!answer.path("result").has(field)) {
      throw new AssertionError("the browser answered " + answer);
    }
    return answer.path("result").path(field).asString();
  }
}
