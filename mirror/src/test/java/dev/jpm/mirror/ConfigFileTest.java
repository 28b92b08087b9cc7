package dev.jpm.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.audit.Severity;
import dev.jpm.config.Secret;
import dev.jpm.mirror.config.ClusterConfig;
import dev.jpm.mirror.config.ConfigFile;
import dev.jpm.mirror.config.LoginProvider;
import dev.jpm.mirror.config.LoginProvider.Group;
import dev.jpm.mirror.config.LoginProvider.Rank;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.OidcIssuer;
import dev.jpm.mirror.config.OidcIssuer.Kind;
import dev.jpm.mirror.config.Operation;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.config.S3Credentials;
import dev.jpm.mirror.config.SignIn;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.config.TeamName;
import dev.jpm.mirror.config.TrustConfig;
import dev.jpm.mirror.config.UpstreamConfig;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.key.BundleKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The file that says how a mirror is to be. */
class ConfigFileTest {
  private static final String KEY = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

  private static final Path FILE = Path.of("/etc/mirror/mirror.yaml");
  private static final MirrorConfig USUAL =
      MirrorConfig.of(Listen.USUAL, Path.of("/usual"), URI.create("https://usual.example/"));

  @TempDir private Path folder;

  @Test
  void everythingCanBeSaid() {
    MirrorConfig config =
        parse(
            """
            listen: {host: 0.0.0.0, port: 8080}
            storage: data
            public-url: https://npm.example/registry
            sign-up: false
            anonymous-reads: false
            admins: [ann]
            namespaces: ["@acme/*", inner-*]
            limits: {tarball: 10MB, document: 1MB}
            policy: {file: jpm-policy.json, refuse-advisories: high}
            tls: {certificate: chain.pem, key: /etc/key.pem}
            rate-limit: {requests: 600}
            audit-log: audit.jsonl
            trust-root: roots.json
            bundle-keys: [MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=]
            oidc: {issuers: [{type: gitlab, url: "https://gitlab.example"}]}
            upkeep: {every: 1d, unused-for: 90d, size: 50GB}
            upstreams:
              - name: partner
                url: https://partner.example/npm
                packages: ["@partner/*"]
                token: ${PARTNER_TOKEN}
                fresh: 30s
                while-revalidating: 2h
                missing: 10s
                timeout: 5s
              - name: public
                url: https://public.example
            """);

    assertThat(config.listen()).isEqualTo(new Listen("0.0.0.0", 8080));
    assertThat(config.storage()).isEqualTo(StorageConfig.in(Path.of("/etc/mirror/data")));
    assertThat(config.publicUrl()).isEqualTo(URI.create("https://npm.example/registry/"));
    assertThat(config.access()).isEqualTo(new MirrorConfig.Access(false, false, List.of("ann")));
    assertThat(config.namespaces()).containsExactly("@acme/*", "inner-*");
    assertThat(config.limits()).isEqualTo(new MirrorConfig.Limits(10 << 20, 1 << 20));
    assertThat(config.policy())
        .isEqualTo(
            new PolicyConfig(
                Path.of("/etc/mirror/jpm-policy.json"), null, Severity.HIGH, Severity.HIGH, false));
    assertThat(config.trust())
        .isEqualTo(
            new TrustConfig(
                Path.of("/etc/mirror/roots.json"),
                List.of(new OidcIssuer(Kind.GITLAB, "https://gitlab.example", "npm:npm.example")),
                List.of(BundleKey.parse(KEY))));
    assertThat(config.operation())
        .isEqualTo(
            new Operation(
                new Operation.Tls(Path.of("/etc/mirror/chain.pem"), Path.of("/etc/key.pem")),
                new Operation.Rate(600, Duration.ofMinutes(1)),
                Path.of("/etc/mirror/audit.jsonl"),
                new Operation.Upkeep(Duration.ofDays(1), Duration.ofDays(90), 50L << 30)));
    UpstreamConfig partner = config.upstreams().getFirst();
    assertThat(Objects.requireNonNull(partner.token()).reveal()).isEqualTo("s3cret");
    assertThat(partner.lifetimes().whileRevalidating()).isEqualTo(Duration.ofHours(2));
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void manyNodesHaveADatabaseAndABucketInCommon() {
    ClusterConfig cluster =
        Objects.requireNonNull(
            parse(
                    """
                    postgres: {url: "postgresql://db.example/mirror", user: m, password: "${PARTNER_TOKEN}"}
                    s3: {endpoint: "https://s3.example", bucket: b, prefix: npm, access-key: a, secret-key: c}
                    """)
                .storage()
                .cluster());

    assertThat(cluster.postgres().password().reveal()).isEqualTo("s3cret");
    assertThat(cluster.postgres().connections()).isEqualTo(10);
    assertThat(cluster.s3().endpoint()).isEqualTo(URI.create("https://s3.example/"));
    assertThat(cluster.s3().prefix()).isEqualTo("npm/");
    assertThat(cluster.s3().credentials()).isEqualTo(new S3Credentials.Keys("a", Secret.of("c")));
    assertThat(cluster.toString()).doesNotContain("s3cret");
  }

  @Test
  void theEnvironmentSaysWhereARoleIsLearnt() {
    assertThat(role(Map.of()))
        .isEqualTo(new S3Credentials.Instance(URI.create("http://169.254.169.254/")));
    assertThat(role(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://[fd00:ec2::254]")))
        .isEqualTo(new S3Credentials.Instance(URI.create("http://[fd00:ec2::254]/")));
    assertThat(role(Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1")))
        .isEqualTo(
            new S3Credentials.Container(
                URI.create("http://169.254.170.2/v2/credentials/1"), null, null));
    Map<String, String> pod =
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN", "s3cret",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/run/token");
    assertThat(role(pod))
        .isEqualTo(
            new S3Credentials.Container(
                URI.create("http://169.254.170.23/v1/credentials"),
                Secret.of("s3cret"),
                Path.of("/run/token")));
    assertThat(role(pod).toString()).doesNotContain("s3cret");
    Map<String, String> web =
        Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "/run/token", "AWS_ROLE_ARN", "arn:of:it");
    assertThat(role(web))
        .isEqualTo(
            new S3Credentials.WebIdentity(
                URI.create("https://sts.eu-1.amazonaws.com/"),
                "arn:of:it",
                "jpm-mirror",
                Path.of("/run/token")));

    assertThatThrownBy(() -> role(Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "/run/token")))
        .hasMessageContaining("s3.credentials: AWS_ROLE_ARN is not set");
    assertThatThrownBy(() -> role(Map.of("AWS_EC2_METADATA_DISABLED", "true")))
        .hasMessageContaining("nothing else tells of a role");
    assertThatThrownBy(
            () -> role(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://far.example/x")))
        .hasMessageContaining("with https only");
    assertThatThrownBy(() -> role(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "x y")))
        .hasMessageContaining("which is no URL");
  }

  private static S3Credentials role(Map<String, String> env) {
    String yaml =
        """
        postgres: {url: "postgresql://db.example/mirror", user: m}
        s3: {endpoint: "https://s3.example", region: eu-1, bucket: b, credentials: role}
        """;
    return Objects.requireNonNull(ConfigFile.parse(yaml, FILE, env, USUAL).storage().cluster())
        .s3()
        .credentials();
  }

  @Test
  void peopleMayLogInAtAProvider() throws IOException {
    Files.writeString(folder.resolve("secret"), "s3cret\n");
    MirrorConfig config =
        ConfigFile.parse(
            """
            sign-in:
              passwords: false
              provider:
                title: Acme
                issuer: https://id.acme.example/realms/all
                client-id: npm
                client-secret-file: secret
                scopes: [openid, groups]
                name-claim: email
                groups-claim: realm_access.roles
                email-domains: [ACME.example]
                groups:
                  - {group: npm-admins, admin: true}
                  - {group: platform, team: "@acme:core"}
                  - {group: leads, org: "@acme", role: owner}
            """,
            folder.resolve("mirror.yaml"),
            Map.of(),
            USUAL);

    SignIn signIn = config.access().signIn();
    assertThat(signIn.passwords()).isFalse();
    assertThat(config.access().signUp()).as("people come from there").isFalse();
    LoginProvider provider = Objects.requireNonNull(signIn.provider());
    assertThat(Objects.requireNonNull(provider.clientSecret()).reveal()).isEqualTo("s3cret");
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(provider)
        .isEqualTo(
            new LoginProvider(
                "Acme",
                "https://id.acme.example/realms/all",
                "npm",
                provider.clientSecret(),
                List.of("openid", "groups"),
                "email",
                "realm_access.roles",
                Set.of("acme.example"),
                List.of(
                    new Group("npm-admins", new Rank.Admin()),
                    new Group("platform", new Rank.InTeam(new TeamName("acme", "core"))),
                    new Group("leads", new Rank.InOrganization("acme", "owner")))));
  }

  @Test
  void whatIsNotSaidIsAsUsual() {
    assertThat(parse("")).isEqualTo(USUAL);
    assertThat(parse("upstreams: []").upstreams()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lisen: {}                                     | lisen: no such key; there are access, admins, anonymous-reads
          listen: {prt: 1}                              | listen.prt: no such key; there are host, port
          listen: {port: 70000}                         | listen.port: it must be a port
          listen: 4873                                  | listen: it must be a mapping
          sign-up: maybe                                | sign-up: it must be true or false
          public-url: npm.example                       | public-url: it must be an http or https URL
          upstreams: [{url: "https://a.example", fresh: 5}] | upstreams[0].fresh: it must be a time such as
          upstreams: [{name: a}]                        | upstreams[0].url: it must be an http
          upstreams: {}                                 | upstreams: it must be a list
          policy: {refuse: much}                        | policy.refuse: it must be info, low
          tls: {key: k.pem}                             | tls: it needs both
          rate-limit: {requests: 0}                     | rate-limit.requests: it must be a number
          limits: {tarball: 10}                         | limits.tarball: it must be a size
          storage: ${NOT_SET}                           | storage: the variable NOT_SET is not set
          s3: {bucket: b}                               | postgres: it is missing; nodes have both
          {s3: {}, postgres: {url: "postgresql://a:b@c/d"}} | postgres.url: it must be
          {s3: {}, postgres: {url: "postgresql://c/d"}} | postgres.user: it is missing
          {s3: {endpoint: "http://a", bucket: b}, postgres: {url: "postgresql://c/d", user: u}} | s3.access-key: it is missing
          {s3: {endpoint: "http://a", bucket: b, credentials: role, access-key: c}, postgres: {url: "postgresql://c/d", user: u}} | s3.credentials: it must be role, without
          {s3: {}, postgres: {url: "postgresql://c/d", user: u, connections: 0}} | postgres.connections: it must be
          oidc: {issuers: [{type: github, url: "http://a.example"}]} | oidc.issuers[0].audience: it must be there
          oidc: {issuers: [{type: hub, url: "http://a.example"}]} | oidc.issuers[0].type: it must be github
          {public-url: "http://m.example", oidc: {issuers: [{type: gitlab, url: "http://a.example"}, {type: gitlab, url: "http://b.example"}]}} | another issuer of this type
          bundle-keys: [AAAA]                           | bundle-keys: "AAAA" is no public Ed25519 key
          sign-in: {passwords: false}                   | sign-in.passwords: without them and without a provider nobody
          sign-in: {provider: {client-id: a}}           | sign-in.provider.issuer: it must be an http
          sign-in: {provider: {issuer: "http://a.example", client-id: a}} | sign-in.provider.issuer: it must be an https URL
          sign-in: {provider: {issuer: "https://a.example"}} | sign-in.provider.client-id: it is missing
          sign-in: {provider: {issuer: "https://a.example", client-id: a, scopes: [email]}} | sign-in.provider.scopes: openid must
          sign-in: {provider: {issuer: "https://a.example", client-id: a, client-secret-file: /none/there}} | sign-in.provider.client-secret-file: cannot read /none/there
          sign-in: {provider: {issuer: "https://a.example", client-id: a, client-secret: a, client-secret-file: b}} | sign-in.provider.client-secret: it stands here and in a file
          sign-in: {provider: {issuer: "https://a.example", client-id: a, email-domains: ["*.a.example"]}} | sign-in.provider.email-domains: "*.a.example" is no domain
          sign-in: {provider: {issuer: "https://a.example", client-id: a, groups: [{group: a}]}} | sign-in.provider.groups[0].group: it makes one thing
          sign-in: {provider: {issuer: "https://a.example", client-id: a, groups: [{group: a, team: core}]}} | sign-in.provider.groups[0].team: it must be written @org:team
          sign-in: {provider: {issuer: "https://a.example", client-id: a, groups: [{group: a, org: b, role: boss}]}} | sign-in.provider.groups[0].role: it must be owner
          {sign-up: true, sign-in: {provider: {issuer: "https://a.example", client-id: a}}} | sign-up: the provider of sign-in says
          access: [{read: [ann]}]                       | access[0].packages: it is missing
          access: [{packages: [a]}]                     | access[0].packages: the rule says nothing
          access: [{packages: [a], read: [$al]}]        | access[0].read: "$al" is neither $all
          access: [{packages: [a], read: ["@acme"]}]    | access[0].read: "@acme" is neither
          access: [{packages: [a], unpublish: }]        | access[0].unpublish: nothing follows it
          access: [{packages: [a], publish: [$all]}]    | access[0].publish: nobody changes packages
          access: [{packages: ["**"], read: []}, {packages: [a], read: [b]}] | access[1].packages: a rule before
          namespaces: [a                                | Invalid /etc/mirror/mirror.yaml
          upstreams: [{name: a, url: "http://a.example"}, {name: b, url: "http://b.example"}] | b is never asked: a, before it
          """)
  void mistakesAreTold(String yaml, String sentence) {
    assertThatThrownBy(() -> parse(yaml)).hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '{none: 1}'",
    "/listen, '{listen: {none: 1}}'",
    "/limits, '{limits: {none: 1}}'",
    "/policy, '{policy: {none: 1}}'",
    "/tls, '{tls: {none: 1}}'",
    "/rate-limit, '{rate-limit: {none: 1}}'",
    "/upkeep, '{upkeep: {none: 1}}'",
    "/postgres, '{s3: {endpoint: \"http://a\", bucket: b, access-key: c, secret-key: d}, postgres:"
        + " {none: 1, url: \"postgresql://c/d\", user: u}}'",
    "/s3, '{postgres: {url: \"postgresql://c/d\", user: u}, s3: {none: 1, endpoint: \"http://a\","
        + " bucket: b, access-key: c, secret-key: d}}'",
    "/oidc/properties/issuers/items, '{oidc: {issuers: [{none: 1, type: github, url: \"http://a\","
        + " audience: b}]}}'",
    "/sign-in, '{sign-in: {none: 1}}'",
    "/sign-in/properties/provider, '{sign-in: {provider: {none: 1, issuer: \"https://a\","
        + " client-id: b}}}'",
    "/sign-in/properties/provider/properties/groups/items, '{sign-in: {provider: {issuer:"
        + " \"https://a\", client-id: b, groups: [{group: c, org: d, none: 1}]}}}'",
    "/access/items, '{access: [{packages: [a], read: [b], none: 1}]}'",
    "/upstreams/items, '{upstreams: [{none: 1, url: \"http://a.example\"}]}'"
  })
  void thePublishedSchemaHasTheSameKeys(String place, String yaml) throws IOException {
    JsonNode schema = Json.parse(Files.readString(Path.of("../docs/jpm-mirror.schema.json")));
    String keys =
        String.join(
            ", ",
            schema.at(properties(place)).asObject().propertyNames().stream().sorted().toList());

    assertThatThrownBy(() -> parse(yaml)).hasMessageEndingWith("there are " + keys);
  }

  private static String properties(String place) {
    return place.isEmpty() ? "/properties" : "/properties" + place + "/properties";
  }

  private static MirrorConfig parse(String yaml) {
    return ConfigFile.parse(yaml, FILE, Map.of("PARTNER_TOKEN", "s3cret"), USUAL);
  }
}
