package dev.jpm.cli.audit;

import dev.jpm.audit.lock.Origins;
import dev.jpm.audit.policy.Policy;
import dev.jpm.config.DefaultRegistry;
import dev.jpm.config.Registries;
import dev.jpm.config.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the packages of a project may come from, by its settings and its policy. */
final class AllowedOrigins {
  private static final String SCOPED = ":registry";

  private AllowedOrigins() {}

  static Origins of(Settings settings, Policy policy) {
    Registries registries = new Registries(settings);
    Map<String, URI> urls = new LinkedHashMap<>();
    urls.put("", registries.standard().url());
    for (String key : settings.all().keySet()) {
      if (key.startsWith("@") && key.endsWith(SCOPED)) {
        String scope = key.substring(0, key.length() - SCOPED.length());
        registries.ofScope(scope).ifPresent(registry -> urls.put(scope, registry.url()));
      }
    }
    List<String> others = new ArrayList<>(settings.list("allowed-hosts"));
    Set<String> wanted = policy.sources().hosts();
    if (wanted != null) {
      others.addAll(wanted);
    }
    // What npm takes for "the configured registry", whichever that is.
    others.add(DefaultRegistry.host());
    return Origins.of(urls, others);
  }
}
