package dev.jpm.testing;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
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

  /** Presses and lets go of a key, as the keyboard's events call it: {@code Tab}, {@code Enter}. */
  public void press(String key) {
    Map<String, Object> down =
        key.equals("Enter")
            ? Map.of(
                "type",
                "keyDown",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                13,
                "text",
                "\r")
            : key.length() == 1
                ? Map.of("type", "keyDown", "key", key, "text", key)
                : Map.of(
                    "type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code(key));
    devTools.ask(session, "Input.dispatchKeyEvent", down);
    devTools.ask(
        session, "Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
  }

  private static int code(String key) {
    return switch (key) {
      case "Tab" -> 9;
      case "Escape" -> 27;
      default -> throw new IllegalArgumentException(key);
    };
  }

  /** Types where the focus is, as from a keyboard. */
  public void type(String text) {
    devTools.ask(session, "Input.insertText", Map.of("text", text));
  }

  /** Has the page shown as to a person who likes {@code dark} or {@code light} pages. */
  public void prefer(String scheme) {
    Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    devTools.ask(session, "Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Goes to another address. */
  public void go(String address) {
    evaluate("window.beforeGo = true");
    devTools.ask(session, "Page.navigate", Map.of("url", address));
    waitFor("!window.beforeGo && document.readyState === 'complete'");
  }

  /** A picture of the page as it is, as PNG. */
  public byte[] picture(int width, int height) {
    Map<String, Object> size =
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false);
    devTools.ask(session, "Emulation.setDeviceMetricsOverride", size);
    JsonNode answer =
        devTools.ask(
            session,
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true));
    return Base64.getDecoder().decode(result(answer, "data"));
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
