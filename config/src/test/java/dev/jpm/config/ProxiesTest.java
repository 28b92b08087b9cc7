package dev.jpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Proxies.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxiesTest {
  private static final URI HTTPS = URI.create("https://a.r.example/x");
  private static final URI HTTP = URI.create("http://a.r.example/x");
  private static final String MAVEN =
      """
      <settings xmlns="urn:maven"><proxies>
        <proxy><active>false</active><host>off.example</host><port>1</port></proxy>
        <proxy><protocol>http</protocol><host>maven.example</host><port>3128</port>
          <username>u</username><password>p</password>
          <nonProxyHosts>localhost|*.intern.example</nonProxyHosts></proxy>
      </proxies></settings>
      """;

  private static Settings settings(Map<String, String> env, String npmrc) {
    return new SettingsBuilder(Tables.host(env)).file(Layer.USER, "f", npmrc).settings();
  }

  private static String url(Optional<Proxy> proxy) {
    return proxy.map(found -> found.url().toString()).orElse("direct");
  }

  @Test
  void httpsProxyWinsOverProxyAndBothOverVariables() {
    Map<String, String> env = Map.of("HTTPS_PROXY", "http://env.example:1");

    assertThat(
            url(
                Proxies.of(
                        settings(env, "proxy=http://p.example:2\nhttps-proxy=http://s.example:3"))
                    .of(HTTP)))
        .isEqualTo("http://s.example:3");
    assertThat(url(Proxies.of(settings(env, "proxy=http://p.example:2")).of(HTTPS)))
        .isEqualTo("http://p.example:2");
    assertThat(url(Proxies.of(settings(env, "")).of(HTTPS))).isEqualTo("http://env.example:1");
  }

  @Test
  void httpVariablesServeHttpOnly() {
    Proxies proxies = Proxies.of(settings(Map.of("http_proxy", "http://env.example:1"), ""));

    assertThat(url(proxies.of(HTTP))).isEqualTo("http://env.example:1");
    assertThat(url(proxies.of(HTTPS))).isEqualTo("direct");
  }

  @Test
  void aHostWithAnUnderscoreMayBeReachedDirectly() {
    Proxies proxies = Proxies.of(settings(Map.of(), "proxy=http://p.example:2\nnoproxy=a_b"));

    assertThat(url(proxies.of(URI.create("http://a_b:4873/x")))).isEqualTo("direct");
    assertThat(url(proxies.of(URI.create("http://a_c:4873/x")))).isEqualTo("http://p.example:2");
  }

  @ParameterizedTest
  @CsvSource({
    "r.example, direct",
    ".r.example, direct",
    "*.r.example, direct",
    "*, direct",
    "a.r.example, direct",
    "b.r.example, http://p.example:2",
    "example.com, http://p.example:2",
    "'x.example, r.example', direct",
    "'', http://p.example:2",
  })
  void hostsOfNoproxyAreReachedDirectly(String noproxy, String expected) {
    Settings settings = settings(Map.of(), "proxy=http://p.example:2\nnoproxy=" + noproxy);

    assertThat(url(Proxies.of(settings).of(HTTPS))).isEqualTo(expected);
  }

  @Test
  void loginsAreTakenOutOfTheUrlAndHidden() {
    Proxy proxy =
        Proxies.of(settings(Map.of(), "proxy=http://me:pa%20ss@p.example:2"))
            .of(HTTPS)
            .orElseThrow();

    assertThat(proxy.url()).isEqualTo(URI.create("http://p.example:2"));
    assertThat(proxy.authorization().map(Secret::reveal)).contains("Basic bWU6cGEgc3M=");
    assertThat(proxy.toString()).doesNotContain("pa ss").doesNotContain("bWU6");
  }

  @Test
  void mavensProxiesServeWhereNothingElseIsSet() {
    Settings none = settings(Map.of(), "");

    assertThat(url(Proxies.of(none, MAVEN).of(HTTPS))).isEqualTo("http://maven.example:3128");
    assertThat(url(Proxies.of(none, MAVEN).of(URI.create("https://x.intern.example/"))))
        .isEqualTo("direct");
    assertThat(url(Proxies.of(settings(Map.of(), "proxy=http://p.example:2"), MAVEN).of(HTTPS)))
        .isEqualTo("http://p.example:2");
  }

  @Test
  void turnedOffMeansOff() {
    assertThat(url(Proxies.of(settings(Map.of(), "proxy=false\nhttps-proxy=null")).of(HTTPS)))
        .isEqualTo("direct");
  }
}
