package dev.jpm.runtime;

import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.runtime.RuntimeDecision.UseBundled;
import dev.jpm.runtime.RuntimeDecision.UsePinned;
import dev.jpm.runtime.RuntimeDecision.UseSystem;
import dev.jpm.runtime.RuntimePin.Source;
import dev.jpm.runtime.RuntimeTable.RuntimePackage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which Node.js a project runs on. Strongest first: the setting {@code runtime}, {@code
 * devEngines.runtime}, {@code .nvmrc}, {@code .node-version}, {@code engines.node}; the first that
 * says anything decides. The bundled release is used wherever it fits; else another release of the
 * same platform's package is asked for.
 */
public final class RuntimeChoice {
  private RuntimeChoice() {}

  /**
   * What the choice is made from, as values.
   *
   * @param system whether the setting {@code runtime} is {@code system}
   * @param manifest the project's package.json, or null where there is none
   * @param nvmrc the text of the project's {@code .nvmrc}, or null
   * @param nodeVersion the text of the project's {@code .node-version}, or null
   */
  public record Wishes(
      boolean system,
      @Nullable Manifest manifest,
      @Nullable String nvmrc,
      @Nullable String nodeVersion) {}

  /**
   * The decision for a project on {@code host}.
   *
   * @throws JpmException ERUNTIME or EBADDEVENGINES where a pin makes no sense
   */
  public static RuntimeDecision decide(Wishes wishes, HostPlatform host) {
    if (wishes.system()) {
      return new UseSystem("the setting \"runtime\" is \"system\"");
    }
    Optional<RuntimePackage> row = RuntimeTable.packageFor(host);
    if (row.isEmpty()) {
      return new UseSystem("no Node.js package is published for " + describe(host));
    }
    return byProject(wishes, row.get());
  }

  /**
   * The decision for what somebody asks for by hand ({@code 24}, {@code ^22.4}, {@code lts/jod},
   * {@code system}), whatever the project says.
   *
   * @throws JpmException ERUNTIME where the words mean nothing, or nothing is published for {@code
   *     host}
   */
  public static RuntimeDecision asked(String words, HostPlatform host) {
    if (words.equals(RuntimePins.SYSTEM)) {
      return new UseSystem("you asked for it");
    }
    return byPin(published(host), RuntimePins.ofWord(Source.ASKED, words));
  }

  /**
   * The decision for a project on another machine than this one.
   *
   * @throws JpmException as {@link #decide}; ERUNTIME where nothing is published for {@code host}
   */
  public static RuntimeDecision elsewhere(Wishes wishes, HostPlatform host) {
    return byProject(wishes, published(host));
  }

  private static RuntimePackage published(HostPlatform host) {
    return RuntimeTable.packageFor(host)
        .orElseThrow(() ->
            JpmException.of(
                    ErrorCode.ERUNTIME, "No Node.js package is published for " + describe(host))
                .withHint("There are packages for " + RuntimeTable.platforms())
                .withHint("Elsewhere install Node.js yourself: jpm uses the one on PATH"));
  }

  private static RuntimeDecision byProject(Wishes wishes, RuntimePackage row) {
    Manifest manifest = wishes.manifest();
    if (manifest != null) {
      Optional<RuntimePin> pin = RuntimePins.ofDevEngines(manifest);
      if (pin.isPresent()) {
        return byPin(row, pin.get());
      }
    }
    String nvmrc = RuntimePins.wordOf(wishes.nvmrc());
    if (nvmrc != null) {
      return byFile(row, Source.NVMRC, nvmrc);
    }
    String nodeVersion = RuntimePins.wordOf(wishes.nodeVersion());
    if (nodeVersion != null) {
      return byFile(row, Source.NODE_VERSION, nodeVersion);
    }
    return manifest == null
        ? new UseBundled(row, null)
        : RuntimePins.ofEngines(manifest)
            .map(pin -> byPin(row, pin))
            .orElseGet(() -> new UseBundled(row, null));
  }

  private static RuntimeDecision byFile(RuntimePackage row, Source source, String word) {
    return word.equals(RuntimePins.SYSTEM)
        ? new UseSystem(source.words() + " says \"system\"")
        : byPin(row, RuntimePins.ofWord(source, word));
  }

  private static RuntimeDecision byPin(RuntimePackage row, RuntimePin pin) {
    return pin.accepts(RuntimeTable.VERSION) ? new UseBundled(row, pin) : new UsePinned(row, pin);
  }

  private static String describe(HostPlatform host) {
    String libc = host.libc();
    return host.os() + " " + host.cpu() + ("musl".equals(libc) ? " with musl" : "");
  }
}
