package dev.jpm.fetcher;

import dev.jpm.config.Origin;
import dev.jpm.config.Proxies;
import dev.jpm.config.Registries.Registry;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** Says in npm's words, and with the setting to change, why something could not be fetched. */
final class HttpFailures {
  private HttpFailures() {}

  /** The server refused; npm's sentence: {@code 404 Not Found - GET <url> - <its own words>}. */
  static JpmException ofStatus(RefusedException refused, HttpCall get, int attempts) {
    int status = refused.status();
    String error = refused.error();
    String sentence =
        status
            + " "
            + refused.reason()
            + " - "
            + get.method()
            + " "
            + shown(refused.url())
            + (error.isEmpty() ? "" : " - " + error);
    if (status == 401) {
      return unauthorized(refused, get, sentence);
    }
    if (status == 403) {
      return JpmException.of(ErrorCode.E403, sentence)
          .withHint(
              "Its policy forbids this version, or you are not allowed to use this registry ("
                  + told(get.registry())
                  + ")");
    }
    if (status == 404) {
      return JpmException.of(ErrorCode.E404, sentence)
          .withHint(
              "The requested resource '"
                  + get.subject()
                  + "' could not be found or you do not have permission to access it ("
                  + told(get.registry())
                  + ")");
    }
    ErrorCode code = status == 429 ? ErrorCode.E429 : ErrorCode.EHTTP;
    JpmException failure = JpmException.of(code, sentence + tries(attempts));
    return status >= 500 ? failure.withHint("The server has trouble; try again later") : failure;
  }

  private static JpmException unauthorized(
      RefusedException refused, HttpCall get, String sentence) {
    String challenge = refused.challenge();
    String words = challenge == null ? "" : challenge.toLowerCase(Locale.ROOT);
    if (words.contains("otp") || refused.body().contains("one-time pass")) {
      return otpRequired(refused);
    }
    String problem = sentence;
    if (words.contains("ipaddress")) {
      problem = "Login is not allowed from your IP address: " + sentence;
    } else if (challenge != null) {
      problem = "Unable to authenticate, need: " + challenge + ": " + sentence;
    }
    JpmException failure = JpmException.of(ErrorCode.E401, problem);
    if (words.startsWith("basic") && !get.method().equals("GET")) {
      // So registries tell that a password which was typed is wrong, and no token.
      return failure.withHint("The password that you typed is not right");
    }
    Optional<String> key = refused.login().key();
    if (key.isPresent()) {
      String where = refused.login().origin().map(Origin::told).orElse("your settings");
      return failure.withHint(
          "The credentials of " + key.get() + " (" + where + ") were not accepted; log in again");
    }
    String host = refused.url().getRawAuthority();
    if (!sameHost(refused.url(), get.registry().url())) {
      return failure.withHint(
          "No credentials were sent to "
              + host
              + "; those of "
              + told(get.registry())
              + " stay there");
    }
    return failure.withHint("Log in, or set //" + host + "/:_authToken in your .npmrc");
  }

  /** npm's words; a registry that knows a page for it tells where it is. */
  private static JpmException otpRequired(RefusedException refused) {
    String page = refused.json().path("authUrl").asString("");
    String done = refused.json().path("doneUrl").asString("");
    if (!page.isEmpty() && !done.isEmpty()) {
      return JpmException.of(ErrorCode.EOTP, "This operation requires a one-time password")
          .withHint("Open this URL in your browser to authenticate:")
          .withHint("  " + page)
          .withHint("After authenticating, your token can be retrieved from:")
          .withHint("  " + done);
    }
    return JpmException.of(
            ErrorCode.EOTP, "This operation requires a one-time password from your authenticator")
        .withHint(
            "You can provide a one-time password by passing --otp=<code> to the command you ran")
        .withHint(
            "If you already provided a one-time password then it is likely that you either typoed"
                + " it, or it timed out. Please try again");
  }

  /** No answer came. */
  static JpmException ofNetwork(
      NetworkTrouble trouble, IOException cause, HttpCall get, int attempts, Transport transport) {
    String url = shown(get.url());
    Optional<Proxies.Proxy> proxy = transport.proxy(get.url());
    String way =
        proxy.map(it -> " through the proxy " + it.url() + " (" + it.source() + ")").orElse("");
    JpmException failure =
        JpmException.of(
            trouble.code(), sentence(trouble, cause, get, url, way) + tries(attempts), cause);
    return switch (trouble) {
      case UNKNOWN_HOST, REFUSED, TIMEOUT, CONNECT_TIMEOUT, BROKEN ->
          withSource(failure, get)
              .withHint(
                  proxy.isPresent()
                      ? "Check the network and the proxy set by " + proxy.get().source()
                      : "Check the network; behind a proxy, set https-proxy or HTTPS_PROXY");
      case PROXY_LOGIN ->
          failure.withHint("Put user and password into the URL of the setting proxy");
      case CERTIFICATE, TLS ->
          failure.withHint(
              "If a proxy or a private registry uses its own certificate authority, name its"
                  + " certificate with cafile=<file>");
    };
  }

  private static JpmException withSource(JpmException failure, HttpCall get) {
    return sameHost(get.url(), get.registry().url())
        ? failure.withHint("The host comes from " + told(get.registry()))
        : failure;
  }

  private static String sentence(
      NetworkTrouble trouble, IOException cause, HttpCall get, String url, String way) {
    return switch (trouble) {
      case UNKNOWN_HOST ->
          "The host "
              + unknownHost(cause, get)
              + " cannot be found: "
              + get.method()
              + " "
              + url
              + way;
      case REFUSED -> "The connection was refused: " + get.method() + " " + url + way;
      case TIMEOUT, CONNECT_TIMEOUT -> "No answer came in time: " + get.method() + " " + url + way;
      case CERTIFICATE ->
          "The certificate of the server is not trusted: GET " + url + way + " - " + deepest(cause);
      case TLS -> "No secure connection: GET " + url + way + " - " + cause.getMessage();
      case PROXY_LOGIN -> "The proxy wants a login: GET " + url + way;
      case BROKEN ->
          "The connection broke: " + get.method() + " " + url + way + " - " + cause.getMessage();
    };
  }

  private static String unknownHost(IOException cause, HttpCall get) {
    String message = cause instanceof UnknownHostException ? cause.getMessage() : null;
    if (message == null) {
      return String.valueOf(get.url().getHost());
    }
    int colon = message.indexOf(':');
    return colon < 0 ? message : message.substring(0, colon);
  }

  private static String deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** The body is no JSON; said plainly where it is a page for people. */
  static JpmException notJson(HttpAnswer answer, Exception cause) {
    String url = shown(answer.url());
    if (answer.isHtml()) {
      return JpmException.of(
              ErrorCode.EJSONPARSE,
              "The answer is an HTML page where JSON was expected: GET " + url,
              cause)
          .withHint(
              "Is it the login page of a proxy or a company network, or a wrong registry URL?");
    }
    return JpmException.of(
        ErrorCode.EJSONPARSE,
        "The answer is not the JSON that was expected: GET " + url + " - " + cause.getMessage(),
        cause);
  }

  static JpmException tooManyRedirects(HttpCall get) {
    return JpmException.of(
        ErrorCode.EHTTP,
        "The server redirects without end: " + get.method() + " " + shown(get.url()));
  }

  /** A redirect that would take what is sent along to another host. */
  static JpmException leavesHost(URI next, HttpCall call) {
    return JpmException.of(
            ErrorCode.EHTTP,
            "The server wants what is sent taken to another host ("
                + shown(next)
                + "): "
                + call.method()
                + " "
                + shown(call.url()))
        .withHint("If that is the registry's new address, configure it: registry=<url>");
  }

  /** Where a redirect leads. */
  static URI redirect(URI from, String location, HttpCall get) {
    try {
      URI next = from.resolve(new URI(location));
      if ("http".equalsIgnoreCase(next.getScheme()) || "https".equalsIgnoreCase(next.getScheme())) {
        return next;
      }
    } catch (URISyntaxException | IllegalArgumentException notAUrl) {
      throw wrongRedirect(location, get);
    }
    throw wrongRedirect(location, get);
  }

  private static JpmException wrongRedirect(String location, HttpCall get) {
    return JpmException.of(
        ErrorCode.EHTTP,
        "The server redirects to what is no web address ("
            + location
            + "): GET "
            + shown(get.url()));
  }

  static String told(Registry registry) {
    return registry.key()
        + "="
        + Authorizations.withoutUser(registry.url())
        + ", from "
        + registry.origin().told();
  }

  static String shown(URI url) {
    return Authorizations.withoutUser(url).toString();
  }

  private static String tries(int attempts) {
    return attempts == 1 ? "" : " (tried " + attempts + " times)";
  }

  private static boolean sameHost(URI a, URI b) {
    return String.valueOf(a.getRawAuthority()).equalsIgnoreCase(b.getRawAuthority());
  }
}
