package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.work.Work;
import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryReply.Refused;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a command says to registries. Where one wants a one-time password and somebody sits at the
 * terminal, it is asked for, and the request sent again.
 */
public final class RegistryTalk implements AutoCloseable {
  private final Invocation call;
  private final Work work;
  private final boolean owned;
  private final Registries registries;

  /** The one-time password that a registry took from this command. */
  private volatile @Nullable String accepted;

  private RegistryTalk(Invocation call, Work work, boolean owned) {
    this.call = call;
    this.work = work;
    this.owned = owned;
    this.registries = work.bench().client().registries();
  }

  /** With tools of its own, which end with it. */
  static RegistryTalk of(Invocation call) {
    return new RegistryTalk(call, Work.of(call), true);
  }

  /** With the tools of {@code work}, which live on. */
  public static RegistryTalk of(Invocation call, Work work) {
    return new RegistryTalk(call, work, false);
  }

  /** The registry of what has no package: the one of {@code --scope}, else the standard one. */
  Registry standard() {
    String scope = call.settings().text("scope");
    return scope.isEmpty() ? registries.standard() : ofScope(scope);
  }

  /** The registry that serves {@code name}. */
  Registry of(PackageName name) {
    return name.scope().isPresent() ? registries.of(name) : standard();
  }

  /** The registry of a scope, written with or without its {@code @}. */
  Registry ofScope(String scope) {
    String at = scope.startsWith("@") ? scope : "@" + scope;
    return registries.ofScope(at).orElseGet(registries::standard);
  }

  /** What lies at {@code path} below {@code registry}. */
  JsonNode get(Registry registry, String path) {
    return get(registry, path, path);
  }

  /** The same, of which errors say that it was asked for {@code subject}. */
  JsonNode get(Registry registry, String path, String subject) {
    return reply(RegistryRequest.of("GET", registry, path).about(subject)).orThrow();
  }

  /** The document of a package as it must be sent back when it is changed. */
  JsonNode toChange(PackageName name) {
    return get(of(name), name.escaped() + "?write=true", name.value());
  }

  /** The answer to {@code request}, sent once. */
  RegistryReply reply(RegistryRequest request) {
    return work.bench().client().send(request.withOtp(otp()));
  }

  /** What {@code request} is answered, with a one-time password where one is wanted. */
  public JsonNode change(RegistryRequest request) {
    return changed(request).orThrow();
  }

  RegistryReply changed(RegistryRequest request) {
    RegistryReply reply = reply(request);
    if (reply instanceof Refused refused
        && refused.error().code() == ErrorCode.EOTP
        && isInteractive()) {
      String otp = oneTimePassword(request.registry(), refused.body());
      RegistryReply second = work.bench().client().send(request.withOtp(otp));
      // As with npm, it serves the steps that follow too; where it does not, one is asked for anew.
      accepted = second instanceof Refused no && no.error().code() == ErrorCode.EOTP ? null : otp;
      return second;
    }
    return reply;
  }

  private @Nullable String otp() {
    if (accepted != null) {
      return accepted;
    }
    String otp = call.settings().text("otp");
    return otp.isEmpty() ? null : otp;
  }

  private boolean isInteractive() {
    return call.session().streams().inIsTerminal() && call.session().streams().outIsTerminal();
  }

  private String oneTimePassword(Registry registry, JsonNode refusal) {
    Optional<URI> page = WebPage.address(refusal.path("authUrl"));
    Optional<URI> done = WebPage.address(refusal.path("doneUrl"));
    if (page.isPresent() && done.isPresent()) {
      WebPage web = new WebPage(call, this, "Authenticate your account at");
      return web.token(registry, page.get(), done.get());
    }
    return new Prompts(call).otp("This operation requires a one-time password.\nEnter OTP:");
  }

  @Override
  public void close() {
    if (owned) {
      work.close();
    }
  }
}
