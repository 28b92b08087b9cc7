package dev.jpm.model.protocol;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One spec of a protocol that npm lacks, taken apart but held against nothing. */
public sealed interface ProtocolSpec {

  /**
   * {@code workspace:…}, in pnpm's and Yarn's forms.
   *
   * @param name the workspace meant, the dependency's own name unless it says another; null where
   *     {@code path} says it
   * @param wanted {@code *}, {@code ^}, {@code ~} or a range
   * @param path of the workspace's folder, from that of the package; null where {@code name} says
   *     it
   */
  record WorkspaceSpec(@Nullable String name, String wanted, @Nullable String path)
      implements ProtocolSpec {
    /** Whether any version of the workspace will do. */
    boolean takesAny() {
      return wanted.equals("*") || wanted.equals("^") || wanted.equals("~");
    }
  }

  /**
   * {@code catalog:…}.
   *
   * @param catalog its name; {@code default} for the one without
   */
  record CatalogSpec(String catalog) implements ProtocolSpec {}

  /** {@code link:…}, a folder that is linked and never copied. */
  record LinkSpec(String path) implements ProtocolSpec {}

  /**
   * {@code jsr:…}.
   *
   * @param name on JSR, with its scope
   * @param wanted a range or tag; empty for the latest
   */
  record JsrSpec(String name, String wanted) implements ProtocolSpec {
    private static final Pattern SCOPED = Pattern.compile("@([^/@]+)/([^/@]+)");

    /** The spec by the name that JSR's registry for npm clients has for the package. */
    String alias() {
      Matcher parts = SCOPED.matcher(name);
      if (!parts.matches()) {
        throw JpmException.of(
            ErrorCode.EINVALIDPACKAGENAME,
            "Packages on JSR have a scope, and \"" + name + "\" has none");
      }
      String alias = ALIAS + parts.group(1) + "__" + parts.group(2);
      return wanted.isEmpty() ? alias : alias + "@" + wanted;
    }
  }

  /** How specs of JSR's packages begin once they are npm's. */
  String ALIAS = "npm:@jsr/";

  /** The spec of dependency {@code name}; empty where npm knows the protocol. */
  static Optional<ProtocolSpec> parse(String name, String raw) {
    int colon = raw.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String rest = raw.substring(colon + 1).strip();
    return switch (raw.substring(0, colon)) {
      case "workspace" -> Optional.of(workspace(name, rest));
      case "catalog" -> Optional.of(new CatalogSpec(rest.isEmpty() ? "default" : rest));
      case "link" -> Optional.of(new LinkSpec(rest));
      case "jsr" -> Optional.of(jsr(name, rest));
      default -> Optional.empty();
    };
  }

  private static WorkspaceSpec workspace(String name, String rest) {
    if (rest.startsWith(".") || rest.startsWith("/")) {
      return new WorkspaceSpec(null, "*", rest);
    }
    int at = rest.lastIndexOf('@');
    if (at > 0) {
      return new WorkspaceSpec(rest.substring(0, at), orAny(rest.substring(at + 1)), null);
    }
    return new WorkspaceSpec(name, orAny(rest), null);
  }

  private static String orAny(String wanted) {
    return wanted.isEmpty() ? "*" : wanted;
  }

  private static JsrSpec jsr(String name, String rest) {
    if (!rest.startsWith("@")) {
      return new JsrSpec(name, rest);
    }
    int at = rest.indexOf('@', 1);
    return at < 0
        ? new JsrSpec(rest, "")
        : new JsrSpec(rest.substring(0, at), rest.substring(at + 1));
  }
}
