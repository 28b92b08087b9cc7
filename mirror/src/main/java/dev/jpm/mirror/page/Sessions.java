package dev.jpm.mirror.page;

import dev.jpm.mirror.access.Accounts;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.BodyStream;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.FormFields;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.model.Integrity.Algorithm;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is signed in with a browser: a cookie holds a secret that ends by itself. It counts for pages
 * only, so that no page of others can make a browser publish; and no token counts in its place, so
 * that who finds one in a build is not its person.
 */
final class Sessions {
  /** How long one holds. */
  static final Duration LIFETIME = Duration.ofHours(12);

  private static final long LARGEST = 16 * 1024;

  private final Accounts accounts;
  private final Predicate<String> isAdmin;

  Sessions(Accounts accounts, Predicate<String> isAdmin) {
    this.accounts = accounts;
    this.isAdmin = isAdmin;
  }

  /**
   * A person at a browser.
   *
   * @param proof stands in each form, and tells that it comes from a page of the same login
   */
  record Session(String person, boolean admin, String secret, String proof) {}

  Optional<Session> of(Call call) {
    return Cookies.SESSION
        .get(call)
        .flatMap(secret ->
            accounts
                .session(secret)
                .map(token -> {
                  call.caller().is(token.person());
                  boolean admin = isAdmin.test(token.person());
                  return new Session(token.person(), admin, secret, proof(secret));
                }));
  }

  private static String proof(String secret) {
    byte[] bytes = ("form of " + secret).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Algorithm.SHA256.digest().digest(bytes));
  }

  /** Signs a person in, who has shown that it is they. */
  Answer begin(Call call, String person, Answer answer) {
    String secret = accounts.begin(person, LIFETIME).secret();
    return answer.with("set-cookie", Cookies.SESSION.set(call, secret, LIFETIME));
  }

  Answer end(Call call, Session session, Answer answer) {
    accounts.revokeSecret(session.person(), session.secret());
    return answer.with("set-cookie", Cookies.SESSION.set(call, "", Duration.ZERO));
  }

  /** The fields of a form that came from a page of the mirror. */
  static Map<String, String> fields(Call call) {
    String origin = call.headerOrEmpty("origin");
    String host = URI.create(call.base()).getRawAuthority();
    if (!origin.isEmpty() && !origin.endsWith("://" + host)) {
      throw HttpProblem.forbidden("This form came from another site");
    }
    try (BodyStream body = BodyStream.of(call, LARGEST)) {
      return FormFields.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (BodyStream.TooLargeException e) {
      throw HttpProblem.tooLarge();
    } catch (IOException e) {
      throw HttpProblem.badRequest("the body ended too early");
    }
  }

  /** The fields of a form that was sent in {@code session}. */
  static Map<String, String> fields(Call call, Session session) {
    Map<String, String> fields = fields(call);
    byte[] shown = fields.getOrDefault("csrf", "").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(shown, session.proof().getBytes(StandardCharsets.UTF_8))) {
      throw HttpProblem.forbidden("This form is not of your session; go back and load it again");
    }
    return fields;
  }
}
