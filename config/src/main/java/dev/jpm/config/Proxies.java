package dev.jpm.config;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to a URL, by npm's order: {@code https-proxy}, {@code proxy}, the variables
 * {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code PROXY} in either case, and, where asked for,
 * those of Maven's settings. Hosts of {@code noproxy} and their subdomains are reached directly.
 */
public final class Proxies {
  private final Settings settings;
  private final Map<String, String> env;
  private final List<MavenProxy> maven;

  private Proxies(Settings settings, List<MavenProxy> maven) {
    this.settings = settings;
    this.maven = maven;
    this.env = new HashMap<>();
    settings
        .host()
        .env()
        .forEach((name, value) -> {
          if (!value.isEmpty()) {
            env.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
          }
        });
  }

  /** Proxies of these settings; Maven's are not asked. */
  public static Proxies of(Settings settings) {
    return new Proxies(settings, List.of());
  }

  /** Proxies of these settings, and those of a Maven {@code settings.xml} where nothing else is. */
  public static Proxies of(Settings settings, String mavenSettingsXml) {
    return new Proxies(settings, MavenProxy.parse(mavenSettingsXml));
  }

  /**
   * A proxy: its URL without user, what to send it as {@code Proxy-Authorization}, and where it was
   * set.
   */
  public record Proxy(URI url, Optional<Secret> authorization, String source) {}

  /** The proxy for {@code url}; empty where it is reached directly. Throws ECONFIG on a bad URL. */
  public Optional<Proxy> of(URI url) {
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    String host = Authority.host(url);
    for (String key : List.of("https-proxy", "proxy")) {
      Optional<Setting> setting = settings.find(key).filter(found -> isAddress(found.value()));
      if (setting.isPresent()) {
        String address = setting.get().value().shown("");
        String source = key + " in " + setting.get().origin().told();
        return unlessExcluded(host, () -> proxy(address, source));
      }
    }
    List<String> names =
        https ? List.of("https_proxy") : List.of("https_proxy", "http_proxy", "proxy");
    for (String name : names) {
      String address = env.get(name);
      if (address != null) {
        return unlessExcluded(
            host,
            () -> proxy(address, "the environment variable " + name.toUpperCase(Locale.ROOT)));
      }
    }
    return maven.stream()
        .filter(proxy -> proxy.serves(https, host))
        .findFirst()
        .flatMap(proxy -> unlessExcluded(host, proxy::asProxy));
  }

  private static boolean isAddress(OptionValue value) {
    return value instanceof OptionValue.Text(String text) && !text.isEmpty();
  }

  private Optional<Proxy> unlessExcluded(String host, Supplier<Proxy> proxy) {
    return isExcluded(host) ? Optional.empty() : Optional.of(proxy.get());
  }

  private boolean isExcluded(String host) {
    List<String> entries = new ArrayList<>();
    for (String listed : settings.list("noproxy")) {
      entries.addAll(Arrays.asList(listed.split(",", -1)));
    }
    if (entries.isEmpty()) {
      entries.addAll(Arrays.asList(env.getOrDefault("no_proxy", "").split(",", -1)));
    }
    return entries.stream().map(String::strip).anyMatch(entry -> covers(entry, host));
  }

  /** npm compares from the last label on; jpm also takes {@code *} for every host. */
  private static boolean covers(String entry, String host) {
    String bare = entry.startsWith("*.") ? entry.substring(1) : entry;
    String name = bare.replaceFirst("^\\.+", "").toLowerCase(Locale.ROOT);
    return bare.equals("*")
        || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)));
  }

  private static Proxy proxy(String address, String source) {
    try {
      URI url = new URI(address.contains("://") ? address : "http://" + address);
      if (url.getHost() != null) {
        String user = url.getUserInfo();
        int port = url.getPort();
        URI bare = new URI(url.getScheme(), null, url.getHost(), port, null, null, null);
        return new Proxy(bare, authorization(user), source);
      }
    } catch (URISyntaxException notAUrl) {
      throw invalid(source);
    }
    throw invalid(source);
  }

  static Optional<Secret> authorization(@Nullable String user) {
    return Optional.ofNullable(user)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> Secret.of("Basic " + Base64.getEncoder().encodeToString(bytes)));
  }

  private static JpmException invalid(String source) {
    return JpmException.of(ErrorCode.ECONFIG, "The proxy set by " + source + " is not a URL");
  }
}
