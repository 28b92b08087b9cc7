package dev.jpm.mirror;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A person who is signed in with a browser that runs no scripts. */
record Visitor(Served mirror, String cookie) {
  static Visitor signIn(Served mirror, String person) {
    String wish = "name=" + person + "&password=" + encoded(People.PASSWORD);
    HttpResponse<byte[]> answer = mirror.send("POST", "-/web/sign-in", wish);
    if (answer.statusCode() != 303) {
      throw new AssertionError(Served.text(answer));
    }
    return of(mirror, answer);
  }

  /** The one whom {@code answer} gave a session. */
  static Visitor of(Served mirror, HttpResponse<byte[]> answer) {
    String set =
        answer.headers().allValues("set-cookie").stream()
            .filter(cookie -> cookie.startsWith("jpm-session="))
            .findFirst()
            .orElseThrow(() -> new AssertionError(Served.text(answer)));
    if (!set.contains("HttpOnly") || !set.contains("SameSite=Strict")) {
      throw new AssertionError("others could use it: " + set);
    }
    return new Visitor(mirror, set.substring(0, set.indexOf(';')));
  }

  HttpResponse<byte[]> get(String path) {
    return mirror.get(path, "cookie", cookie);
  }

  /** The page at {@code path}. */
  Document page(String path) {
    return Jsoup.parse(Served.text(get(path)));
  }

  /** Sends a form of the page at {@code page}; fields come in pairs. */
  HttpResponse<byte[]> send(String page, String action, String... fields) {
    return sendWith(page(page).select("input[name=csrf]").attr("value"), action, fields);
  }

  /** Sends a form with {@code proof} in the place of what the page gives the visitor. */
  HttpResponse<byte[]> sendWith(String proof, String action, String... fields) {
    StringBuilder body = new StringBuilder("csrf=").append(proof);
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return mirror.send("POST", action, body.toString(), "cookie", cookie);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
