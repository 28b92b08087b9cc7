package dev.jpm.mirror.config;

import dev.jpm.config.Secret;
import dev.jpm.mirror.config.S3Credentials.Container;
import dev.jpm.mirror.config.S3Credentials.Instance;
import dev.jpm.mirror.config.S3Credentials.WebIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Finds out by the environment, as Amazon's own tools do, where a process learns which role it has:
 * from a token in a file, from the service of its container, or from that of its machine.
 */
final class RoleSection {
  private static final String CONTAINERS = "http://169.254.170.2";
  private static final String MACHINE = "http://169.254.169.254/";

  /** Hosts that may be asked without TLS, as they are beside the container. */
  private static final Set<String> NEAR =
      Set.of(
          "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "127.0.0.1", "localhost", "[::1]");

  private final ConfigNode node;
  private final Map<String, String> env;
  private final String region;

  private RoleSection(ConfigNode node, Map<String, String> env, String region) {
    this.node = node;
    this.env = env;
    this.region = region;
  }

  /** What the environment says; {@code node} is that of the bucket. */
  static S3Credentials read(ConfigNode node, Map<String, String> env, String region) {
    return new RoleSection(node, env, region).read();
  }

  private S3Credentials read() {
    String token = said("AWS_WEB_IDENTITY_TOKEN_FILE");
    if (!token.isEmpty()) {
      String role = said("AWS_ROLE_ARN");
      if (role.isEmpty()) {
        throw invalid("AWS_ROLE_ARN is not set beside AWS_WEB_IDENTITY_TOKEN_FILE");
      }
      String session = env.getOrDefault("AWS_ROLE_SESSION_NAME", "jpm-mirror");
      return new WebIdentity(tokenService(), role, session, Path.of(token));
    }
    String relative = said("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    String full = relative.isEmpty() ? said("AWS_CONTAINER_CREDENTIALS_FULL_URI") : "";
    if (!relative.isEmpty() || !full.isEmpty()) {
      return container(relative.isEmpty() ? full : CONTAINERS + relative);
    }
    if (said("AWS_EC2_METADATA_DISABLED").equals("true")) {
      throw invalid("AWS_EC2_METADATA_DISABLED is set, and nothing else tells of a role");
    }
    String service = env.getOrDefault("AWS_EC2_METADATA_SERVICE_ENDPOINT", MACHINE);
    return new Instance(url(service.endsWith("/") ? service : service + "/"));
  }

  private Container container(String text) {
    URI url = url(text);
    if (!"https".equals(url.getScheme()) && !NEAR.contains(url.getHost())) {
      throw invalid(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI names a host that is asked with https only");
    }
    String file = said("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    String token = said("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    return new Container(
        url, token.isEmpty() ? null : Secret.of(token), file.isEmpty() ? null : Path.of(file));
  }

  private URI tokenService() {
    String said = said("AWS_ENDPOINT_URL_STS");
    String end = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    return url(said.isEmpty() ? "https://sts." + region + end : said);
  }

  private URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw invalid("the environment names \"" + text + "\", which is no URL");
  }

  private String said(String variable) {
    return env.getOrDefault(variable, "");
  }

  private RuntimeException invalid(String sentence) {
    return node.invalid("credentials", sentence);
  }
}
