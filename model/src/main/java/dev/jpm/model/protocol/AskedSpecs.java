package dev.jpm.model.protocol;

import dev.jpm.model.Manifest;
import dev.jpm.model.protocol.ProtocolSpec.CatalogSpec;
import dev.jpm.model.protocol.ProtocolSpec.JsrSpec;
import dev.jpm.model.protocol.ProtocolSpec.LinkSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of an install, with npm's specs alone, and how package.json is to say what they and the
 * dependencies that stood there have become.
 *
 * @param specs the arguments as npm would take them
 * @param written what is to be written for those that were asked for in a protocol that npm lacks,
 *     by name
 * @param named the names that were asked for together with a spec
 */
public record AskedSpecs(List<String> specs, Map<String, String> written, Set<String> named) {
  public AskedSpecs {
    specs = List.copyOf(specs);
    written = Map.copyOf(written);
    named = Set.copyOf(named);
  }

  /** Reads {@code typed} arguments; paths in them are absolute or from the project's root. */
  public static AskedSpecs of(List<String> typed, ProtocolSpecs protocols) {
    List<String> specs = new ArrayList<>();
    Map<String, String> written = new LinkedHashMap<>();
    Set<String> named = new HashSet<>();
    for (String argument : typed) {
      int at = argument.indexOf('@', 1);
      if (argument.startsWith("jsr:@")) {
        JsrSpec jsr = (JsrSpec) ProtocolSpec.parse("", argument).orElseThrow();
        written.put(jsr.name(), argument);
        specs.add(jsr.name() + "@" + jsr.alias());
      } else if (at > 0) {
        String name = argument.substring(0, at);
        String raw = argument.substring(at + 1);
        named.add(name);
        if (ProtocolSpec.parse(name, raw).isPresent()) {
          written.put(name, raw);
        }
        specs.add(name + "@" + protocols.installed(name, raw, ""));
      } else {
        specs.add(argument);
      }
    }
    return new AskedSpecs(specs, written, named);
  }

  /**
   * {@code saved} as package.json is to say it: dependencies that nothing has moved as they were
   * written before, and those from a catalog too unless another spec was asked for.
   *
   * @param before package.json as it stands
   * @param path of its folder from the project's
   */
  public Manifest written(Manifest before, Manifest saved, String path, ProtocolSpecs protocols) {
    return SpecSections.replace(
        saved,
        (name, now) -> {
          String asked = written.get(name);
          String old = asked == null ? spec(before, name) : asked;
          ProtocolSpec protocol = old == null ? null : ProtocolSpec.parse(name, old).orElse(null);
          if (protocol == null || old == null) {
            return now;
          }
          if (protocol instanceof JsrSpec && now.startsWith(ProtocolSpec.ALIAS)) {
            return ofJsr(name, now);
          }
          if (protocol instanceof LinkSpec && asked != null && now.startsWith("file:")) {
            // The path was typed from elsewhere; this one is from the folder that it is saved in.
            return "link:" + now.substring("file:".length());
          }
          boolean kept =
              asked != null
                  || (protocol instanceof CatalogSpec && !named.contains(name))
                  || protocols.installed(name, old, path).equals(now);
          return kept ? old : now;
        });
  }

  private static @Nullable String spec(Manifest manifest, String name) {
    return SpecSections.SECTIONS.stream()
        .map(section -> manifest.texts(section).get(name))
        .filter(raw -> raw != null)
        .findFirst()
        .orElse(null);
  }

  /** {@code npm:@jsr/s__n@^1} as JSR's own spec. */
  private static String ofJsr(String name, String alias) {
    String rest = alias.substring(ProtocolSpec.ALIAS.length());
    int at = rest.indexOf('@');
    String real = "@" + (at < 0 ? rest : rest.substring(0, at)).replaceFirst("__", "/");
    String range = at < 0 ? "" : rest.substring(at + 1);
    if (real.equals(name)) {
      return "jsr:" + (range.isEmpty() ? "*" : range);
    }
    return "jsr:" + real + (range.isEmpty() ? "" : "@" + range);
  }
}
