package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.number;
import static dev.jpm.config.Option.text;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.PATH;
import static dev.jpm.config.ValueType.Basic.STRING;
import static dev.jpm.config.ValueType.Basic.URL;

import dev.jpm.config.ValueType.Literal;
import java.util.List;

/** Registries and how they are reached. */
final class NetworkOptions {
  private NetworkOptions() {}

  static final List<Option> ALL =
      List.of(
          typed("registry", URL).says("Base URL of the registry"),
          typed(
                  "replace-registry-host",
                  Literal.of("npmjs"),
                  Literal.of("never"),
                  Literal.of("always"),
                  STRING)
              .defaults("npmjs")
              .hint("<npmjs|never|always> | hostname | url")
              .says("Which hosts in lockfile URLs are replaced by the configured registry"),
          typed("ca", NULL, STRING, ARRAY)
              .says("Certificates (PEM) trusted instead of the system's"),
          typed("cafile", PATH).says("File of certificates (PEM) trusted instead of the system's"),
          typed("cert", NULL, STRING).old().says("Client certificate (PEM)"),
          typed("key", NULL, STRING).old().says("Client key (PEM)"),
          bool("strict-ssl", true).says("Refuse servers whose certificate is not valid"),
          typed("proxy", NULL, Literal.of(false), URL).says("Proxy for requests"),
          typed("https-proxy", NULL, URL).says("Proxy for requests; preferred over proxy"),
          typed("noproxy", STRING, ARRAY)
              .says("Hosts reached without a proxy, separated by commas"),
          typed("local-address", NULL, STRING).says("Local address that connections come from"),
          number("maxsockets", 64).says("Connections per host at most"),
          number("fetch-retries", 2).says("How often a failed request is tried again"),
          number("fetch-retry-factor", 10).says("Growth of the pause between tries"),
          number("fetch-retry-mintimeout", 10000)
              .says("Shortest pause before a try, in milliseconds"),
          number("fetch-retry-maxtimeout", 60000)
              .says("Longest pause before a try, in milliseconds"),
          number("fetch-timeout", 300000).says("Longest wait for a response, in milliseconds"),
          bool("offline", false).says("Send no request; use only what is cached"),
          bool("prefer-offline", false).says("Ask the registry only for what is not cached"),
          bool("prefer-online", false)
              .says("Check with the registry even what is fresh in the cache"),
          text(
                  "user-agent",
                  "npm/{npm-version} node/{node-version} {platform} {arch} workspaces/{workspaces} {ci}")
              .says("What we call ourselves in requests"),
          typed("cache", PATH).says("Folder of the cache"),
          number("cache-min", 0).old().says("At 9999 or more, the same as prefer-offline"),
          number("cache-max", Double.POSITIVE_INFINITY)
              .old()
              .says("At 0 or less, the same as prefer-online"),
          text("searchexclude", "").says("Words that leave a package out of search results"),
          number("searchlimit", 20).says("Search results at most"),
          text("searchopts", "").says("Options always given to a search"),
          number("searchstaleness", 900).says("Seconds that search results stay fresh"));
}
