package dev.jpm.mirror.config;

import dev.jpm.audit.Severity;
import dev.jpm.config.Secret;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import dev.jpm.mirror.config.Operation.Rate;
import dev.jpm.mirror.config.Operation.Tls;
import dev.jpm.mirror.config.Operation.Upkeep;
import dev.jpm.mirror.config.UpstreamConfig.Lifetimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the file that says how a mirror is to be. What it does not say is as {@code usual}. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * The configuration in {@code yaml}.
   *
   * @param file where it came from, for messages; paths in it are relative to its folder
   * @param env variables that values may name as {@code ${NAME}}
   */
  public static MirrorConfig parse(
      String yaml, Path file, Map<String, String> env, MirrorConfig usual) {
    Object document;
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(file.toString()).setMaxAliasesForCollections(10).build();
      document = new Load(settings).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw ConfigNode.invalid(file, "", String.valueOf(e.getMessage()));
    }
    ConfigNode root = ConfigNode.root(document == null ? Map.of() : document, file, env);
    MirrorConfig config = config(root, file, usual);
    root.refuseUnread();
    return config;
  }

  private static MirrorConfig config(ConfigNode root, Path file, MirrorConfig usual) {
    List<UpstreamConfig> upstreams = new ArrayList<>();
    for (ConfigNode node : root.list("upstreams")) {
      upstreams.add(upstream(node));
    }
    checkOrder(root, upstreams);
    Path folder = file.toAbsolutePath().getParent();
    ConfigNode limits = root.child("limits");
    return new MirrorConfig(
        listen(root.child("listen"), usual.listen()),
        StorageSection.read(root, folder, usual.storage()),
        root.has("public-url") ? root.url("public-url") : usual.publicUrl(),
        root.has("upstreams") ? upstreams : usual.upstreams(),
        root.texts("namespaces", usual.namespaces()),
        AccessSection.read(root, folder, usual.access()),
        new Limits(
            limits.size("tarball", usual.limits().tarball()),
            limits.size("document", usual.limits().document())),
        root.has("policy") ? policy(root.child("policy"), folder) : usual.policy(),
        TrustSection.read(
            root,
            path(root, "trust-root", folder),
            root.has("public-url") ? root.url("public-url") : usual.publicUrl()),
        operation(root, folder));
  }

  private static Operation operation(ConfigNode root, @Nullable Path folder) {
    ConfigNode tls = root.child("tls");
    Path certificate = path(tls, "certificate", folder);
    Path key = path(tls, "key", folder);
    if ((certificate == null) != (key == null)) {
      throw root.invalid("tls", "it needs both certificate and key");
    }
    ConfigNode rate = root.child("rate-limit");
    int requests = rate.count("requests", 0);
    Duration per = rate.duration("per", Duration.ofMinutes(1));
    ConfigNode upkeep = root.child("upkeep");
    return new Operation(
        certificate == null || key == null ? null : new Tls(certificate, key),
        requests == 0 ? null : new Rate(requests, per),
        path(root, "audit-log", folder),
        new Upkeep(
            optional(upkeep, "every"), optional(upkeep, "unused-for"), upkeep.size("size", 0)));
  }

  private static @Nullable Duration optional(ConfigNode node, String key) {
    Duration duration = node.duration(key, Duration.ZERO);
    return duration.isZero() ? null : duration;
  }

  private static PolicyConfig policy(ConfigNode node, @Nullable Path folder) {
    return new PolicyConfig(
        path(node, "file", folder),
        path(node, "advisories", folder),
        severity(node, "refuse", PolicyConfig.NONE.refuse()),
        severity(node, "refuse-advisories", PolicyConfig.NONE.refuseAdvisories()),
        node.flag("keep-withdrawn", false));
  }

  private static @Nullable Path path(ConfigNode node, String key, @Nullable Path folder) {
    String text = node.text(key, "");
    if (text.isEmpty()) {
      return null;
    }
    return folder == null ? Path.of(text) : folder.resolve(text);
  }

  private static Severity severity(ConfigNode node, String key, Severity otherwise) {
    return Severity.of(node.text(key, otherwise.word()))
        .orElseThrow(() -> node.invalid(key, "it must be info, low, moderate, high or critical"));
  }

  private static Listen listen(ConfigNode node, Listen usual) {
    return new Listen(node.text("host", usual.host()), node.port("port", usual.port()));
  }

  private static UpstreamConfig upstream(ConfigNode node) {
    String token = node.text("token", "");
    Lifetimes usual = Lifetimes.USUAL;
    return new UpstreamConfig(
        node.text("name", "upstream"),
        node.url("url"),
        node.texts("packages", List.of("**")),
        token.isEmpty() ? null : Secret.of(token),
        new Lifetimes(
            node.duration("fresh", usual.fresh()),
            node.duration("while-revalidating", usual.whileRevalidating()),
            node.duration("missing", usual.missing())),
        node.duration("timeout", UpstreamConfig.USUAL_TIMEOUT));
  }

  /** An upstream behind one that takes every name would never be asked. */
  private static void checkOrder(ConfigNode root, List<UpstreamConfig> upstreams) {
    Set<String> names = new HashSet<>();
    String all = "";
    for (UpstreamConfig upstream : upstreams) {
      if (!names.add(upstream.name())) {
        throw root.invalid("upstreams", "two are called " + upstream.name());
      }
      if (!all.isEmpty()) {
        throw root.invalid(
            "upstreams",
            upstream.name() + " is never asked: " + all + ", before it, serves all packages");
      }
      all = upstream.packages().contains("**") ? upstream.name() : "";
    }
  }
}
