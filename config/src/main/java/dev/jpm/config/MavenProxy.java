package dev.jpm.config;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** One active {@code <proxy>} of Maven's settings.xml. */
record MavenProxy(
    String protocol,
    String host,
    int port,
    Optional<String> username,
    Optional<Secret> password,
    List<String> excluded) {

  /** The active proxies of {@code xml}, in order. Throws ECONFIG where it is not XML. */
  static List<MavenProxy> parse(String xml) {
    NodeList elements = read(xml).getElementsByTagName("proxy");
    List<MavenProxy> proxies = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      if (elements.item(i) instanceof Element proxy
          && !text(proxy, "host").isEmpty()
          && !text(proxy, "active").equals("false")) {
        proxies.add(of(proxy));
      }
    }
    return proxies;
  }

  private static MavenProxy of(Element proxy) {
    String port = text(proxy, "port");
    String user = text(proxy, "username");
    String password = text(proxy, "password");
    return new MavenProxy(
        text(proxy, "protocol").isEmpty() ? "http" : text(proxy, "protocol"),
        text(proxy, "host"),
        port.matches("\\d{1,5}") ? Integer.parseInt(port) : 8080,
        user.isEmpty() ? Optional.empty() : Optional.of(user),
        password.isEmpty() ? Optional.empty() : Optional.of(Secret.of(password)),
        Arrays.asList(text(proxy, "nonProxyHosts").split("[|,]", -1)));
  }

  private static Document read(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The default one writes to standard error.
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw JpmException.of(ErrorCode.ECONFIG, "Maven's settings.xml cannot be read", e)
          .withHint("Mend the file, or set maven-proxies=false");
    }
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  /** Whether Maven would use this proxy for such a host; an http proxy serves https too. */
  boolean serves(boolean https, String name) {
    boolean fits = protocol.equalsIgnoreCase("http") || protocol.equalsIgnoreCase("https") == https;
    return fits && excluded.stream().noneMatch(pattern -> matches(pattern.strip(), name));
  }

  private static boolean matches(String pattern, String host) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    if (lower.isEmpty()) {
      return false;
    }
    if (lower.startsWith("*")) {
      return host.endsWith(lower.substring(1));
    }
    return lower.endsWith("*")
        ? host.startsWith(lower.substring(0, lower.length() - 1))
        : host.equals(lower);
  }

  Proxies.Proxy asProxy() {
    String login =
        username.isEmpty() ? null : username.get() + ":" + password.map(Secret::reveal).orElse("");
    return new Proxies.Proxy(
        URI.create("http://" + host + ":" + port),
        Proxies.authorization(login),
        "Maven's settings.xml");
  }
}
