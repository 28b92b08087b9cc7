package dev.jpm.model.spec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL as browsers and Node.js read it (the WHATWG rules, as far as specs need them), which is
 * more lenient than {@link java.net.URI}.
 *
 * @param protocol without its colon, in lower case
 * @param authority whether {@code //} stands before the host
 * @param pathname with its leading slash; without one where the path is opaque, as in {@code
 *     github:user/repo}
 * @param search with its question mark, or empty
 * @param hash with its {@code #}, or empty
 */
record SpecUrl(
    String protocol,
    boolean authority,
    String username,
    String password,
    String hostname,
    String port,
    String pathname,
    String search,
    String hash) {

  private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):");
  private static final Set<String> SPECIAL = Set.of("http", "https", "ftp", "ws", "wss", "file");
  private static final String FORBIDDEN_IN_HOST = " #/<>?@\\^|\t\n\r\0";
  private static final String ENCODED_IN_PATH = " \"#<>?`{}";

  /** Null where Node.js finds the URL invalid. */
  static @Nullable SpecUrl parse(String text) {
    String clean = text.strip().replaceAll("[\t\n\r]", "");
    Matcher scheme = SCHEME.matcher(clean);
    if (!scheme.find()) {
      return null;
    }
    String protocol = scheme.group(1).toLowerCase(Locale.ROOT);
    String rest = clean.substring(scheme.end());
    int sharp = rest.indexOf('#');
    String hash = sharp < 0 || sharp == rest.length() - 1 ? "" : rest.substring(sharp);
    rest = sharp < 0 ? rest : rest.substring(0, sharp);
    int mark = rest.indexOf('?');
    String search = mark < 0 ? "" : rest.substring(mark);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    hash = encoded(hash, " \"<>`");
    if (SPECIAL.contains(protocol)) {
      String slashed = rest.replace('\\', '/').replaceFirst("^/*", "");
      return withAuthority(protocol, slashed, search, hash);
    }
    if (rest.startsWith("//")) {
      return withAuthority(protocol, rest.substring(2), search, hash);
    }
    String path = rest.startsWith("/") ? withoutDots(encoded(rest, ENCODED_IN_PATH)) : rest;
    return new SpecUrl(protocol, false, "", "", "", "", path, search, hash);
  }

  private static @Nullable SpecUrl withAuthority(
      String protocol, String rest, String search, String hash) {
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash);
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? "" : authority.substring(0, at);
    String host = authority.substring(at + 1);
    int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
    String port = colon < 0 ? "" : host.substring(colon + 1);
    host = colon < 0 ? host : host.substring(0, colon);
    boolean special = SPECIAL.contains(protocol);
    boolean mayBeEmpty = !special && at < 0 && colon < 0;
    if ((host.isEmpty() && !mayBeEmpty) || !isPort(port) || !isHost(host)) {
      return null;
    }
    if ((protocol.equals("http") && port.equals("80"))
        || (protocol.equals("https") && port.equals("443"))) {
      port = "";
    }
    int split = userInfo.indexOf(':');
    String user = split < 0 ? userInfo : userInfo.substring(0, split);
    String password = split < 0 ? "" : userInfo.substring(split + 1);
    path = withoutDots(encoded(special && path.isEmpty() ? "/" : path, ENCODED_IN_PATH));
    return new SpecUrl(
        protocol,
        true,
        encoded(user, ENCODED_IN_PATH + "/:;=@[]^|"),
        encoded(password, ENCODED_IN_PATH + "/:;=@[]^|"),
        special ? host.toLowerCase(Locale.ROOT) : host,
        port,
        path,
        search,
        hash);
  }

  /** The host with its port, where there is one. */
  String host() {
    return port.isEmpty() ? hostname : hostname + ":" + port;
  }

  SpecUrl withoutHash() {
    return new SpecUrl(
        protocol, authority, username, password, hostname, port, pathname, search, "");
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(protocol).append(':');
    if (authority) {
      out.append("//").append(username);
      if (!password.isEmpty()) {
        out.append(':').append(password);
      }
      if (!username.isEmpty() || !password.isEmpty()) {
        out.append('@');
      }
      out.append(host());
    }
    return out.append(pathname).append(search).append(hash).toString();
  }

  private static boolean isPort(String port) {
    return port.length() <= 5
        && port.chars().allMatch(c -> c >= '0' && c <= '9')
        && (port.isEmpty() || Integer.parseInt(port) < 65536);
  }

  private static boolean isHost(String host) {
    return host.chars().noneMatch(c -> FORBIDDEN_IN_HOST.indexOf(c) >= 0);
  }

  private static String encoded(String text, String besides) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
      int c = unit & 0xff;
      if (c <= 0x1f || c > 0x7e || besides.indexOf(c) >= 0) {
        Percent.append(out, c);
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  private static String withoutDots(String path) {
    if (!path.contains("/.")) {
      return path;
    }
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      boolean up = segments[i].equals("..");
      if (up && !kept.isEmpty()) {
        kept.removeLast();
      }
      if (up || segments[i].equals(".")) {
        if (last) {
          kept.add("");
        }
      } else {
        kept.add(segments[i]);
      }
    }
    return "/" + String.join("/", kept);
  }
}
