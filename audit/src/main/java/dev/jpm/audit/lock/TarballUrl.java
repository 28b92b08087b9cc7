package dev.jpm.audit.lock;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL as a server will understand it: decoded until nothing is left to decode, dots worked out,
 * the host in small letters. Whoever compares what is written falls for {@code
 * good/-/good-1.0.0.tgz/../../../evil}.
 *
 * @param scheme in small letters; empty where there is none
 * @param host in small letters; empty where there is none
 * @param path normalised
 * @param tricks what in it no registry ever writes; null where there is nothing
 */
record TarballUrl(String scheme, String host, String path, @Nullable String tricks) {
  private static final int MOST_DECODINGS = 5;
  private static final Pattern OF_REGISTRY =
      Pattern.compile(".*?/((?:@[^/]+/)?[^/@]+)/-/(?:@[^/]+/)?([^/]+)\\.(?:tgz|tar\\.gz)");
  private static final Pattern OF_DOWNLOADS =
      Pattern.compile(".*/download/((?:@[^/]+/)?[^/@]+)/([^/]+)(?:/[0-9a-f]+)?");

  static TarballUrl of(String text) {
    try {
      URI url = new URI(text);
      String rawPath = url.getRawPath() == null ? "" : url.getRawPath();
      String decoded = decoded(rawPath);
      String host = hostOf(url);
      return new TarballUrl(
          lower(url.getScheme()), host, withoutDots(decoded), tricks(url, rawPath, decoded));
    } catch (URISyntaxException notAUrl) {
      int colon = text.indexOf("://");
      return new TarballUrl(
          colon < 0 ? "" : lower(text.substring(0, colon)),
          colon < 0 ? "" : lower(text.substring(colon + 3).split("[/\\\\?#]", 2)[0]),
          "",
          "is no valid URL");
    }
  }

  /** The name and version that a registry's URL says; null where it is none of a registry. */
  @Nullable Named named() {
    Matcher registry = OF_REGISTRY.matcher(path);
    if (registry.matches()) {
      String name = registry.group(1);
      String bare = name.substring(name.indexOf('/') + 1);
      String file = registry.group(2);
      return file.startsWith(bare + "-")
          ? new Named(name, file.substring(bare.length() + 1))
          : new Named(name, "(" + file + ")");
    }
    Matcher downloads = OF_DOWNLOADS.matcher(path);
    return downloads.matches() ? new Named(downloads.group(1), downloads.group(2)) : null;
  }

  /** A package's name and version. */
  record Named(String name, String version) {}

  private static String hostOf(URI url) {
    String authority = url.getRawAuthority();
    if (authority == null) {
      return "";
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "");
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return lower(plain);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String tricks(URI url, String rawPath, String decoded) {
    String authority = String.valueOf(url.getRawAuthority());
    if (url.getRawAuthority() == null && lower(url.getScheme()).startsWith("http")) {
      // Clients take what follows for the host all the same.
      return "has no host where one belongs";
    }
    if (authority.indexOf('@') >= 0) {
      return "has a user before its host";
    }
    if (Arrays.asList(decoded.split("[/\\\\]", -1)).contains("..")) {
      return "leaves its path by \"..\"";
    }
    if (decoded.indexOf('\\') >= 0 || decoded.chars().anyMatch(c -> c < ' ' || c == 127)) {
      return "has characters that no registry uses";
    }
    if (isEncodedTwice(rawPath)) {
      return "is encoded twice";
    }
    return decoded.contains("//") ? "has an empty piece in its path" : null;
  }

  private static boolean isEncodedTwice(String rawPath) {
    return rawPath.contains("%25") && !once(once(rawPath)).equals(once(rawPath));
  }

  private static String decoded(String path) {
    String text = path;
    for (int i = 0; i < MOST_DECODINGS; i++) {
      String next = once(text);
      if (next.equals(text)) {
        return text;
      }
      text = next;
    }
    return text;
  }

  private static String once(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    return "/" + String.join("/", kept);
  }

  /** The host as people see it. */
  String shownHost() {
    return IDN.toUnicode(host);
  }
}
