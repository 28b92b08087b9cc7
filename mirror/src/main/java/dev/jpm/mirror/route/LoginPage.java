package dev.jpm.mirror.route;

import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.metadata.PendingLogins.Pending;
import java.nio.charset.StandardCharsets;

/** The page on which a person logs in: one form, no script. */
record LoginPage(boolean signUp) {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Log in</title>
      <style>
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
      body { max-width: 22rem; margin: 4rem auto; padding: 0 1rem }
      label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
      input, button { margin: .25rem 0 1rem; padding: .5rem }
      [role=alert] { border-left: .25rem solid #c22; padding-left: .75rem }
      </style>
      <main>
      {content}
      </main>
      </html>
      """;

  private static final String FORM =
      """
      <h1>Log in</h1>
      <p>{host} asks for a login. Go on only if you have just begun it yourself.</p>
      {alert}
      <form method="post">
      <label for="name">User name</label>
      <input id="name" name="name" required autofocus autocomplete="username">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" required autocomplete="current-password">
      {email}
      <button>Log in</button>
      </form>
      """;

  private static final String EMAIL =
      """
      <p>A name that nobody has yet becomes yours.</p>
      <label for="email">E-mail, for a new name</label>
      <input id="email" name="email" type="email" autocomplete="email">
      """;

  /** The form; {@code problem} is empty when it is shown first. */
  Answer form(Pending login, String problem) {
    String host = login.host().isEmpty() ? "A client" : "A client on " + escaped(login.host());
    String alert = problem.isEmpty() ? "" : "<p role=\"alert\">" + escaped(problem) + "</p>";
    String content =
        FORM.replace("{email}", signUp ? EMAIL : "")
            .replace("{alert}", alert)
            .replace("{host}", host);
    return page(problem.isEmpty() ? 200 : 403, content);
  }

  Answer done(String person) {
    return page(
        200,
        "<h1>Logged in</h1>\n<p>You are "
            + escaped(person)
            + ". You can close this page and go on in the terminal.</p>");
  }

  private static Answer page(int status, String content) {
    byte[] html = FRAME.replace("{content}", content).getBytes(StandardCharsets.UTF_8);
    return Answer.bytes(status, "text/html; charset=utf-8", html)
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer")
        .with(
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
                + " frame-ancestors 'none'; base-uri 'none'");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
