package dev.jpm.audit.signature;

import dev.jpm.audit.signature.SignatureReport.Invalid;
import dev.jpm.audit.signature.SignatureReport.Missing;
import dev.jpm.audit.signature.SignedRelease.BadSignature;
import dev.jpm.model.LocaleOrder;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** npm's check of registry signatures. */
public final class SignatureAudit {
  private final SignedRegistry registry;
  private final List<Invalid> invalid = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private int audited;
  private int verified;

  private SignatureAudit(SignedRegistry registry) {
    this.registry = registry;
  }

  /**
   * Looks at {@code releases}, which is null where nobody asks for anything.
   *
   * @throws JpmException EMISSINGSIGNATUREKEY, EEXPIREDSIGNATUREKEY where a signature cannot be
   *     judged; ENOAUDIT where there is nothing to judge
   */
  public static SignatureReport run(
      @Nullable List<InstalledRelease> releases, SignedRegistry registry) {
    if (releases == null) {
      throw JpmException.of(ErrorCode.ENOAUDIT, "found no installed dependencies to audit");
    }
    SignatureAudit audit = new SignatureAudit(registry);
    registry.prefetch(releases.stream().map(InstalledRelease::name).distinct().toList());
    releases.forEach(audit::look);
    if (audit.audited == 0) {
      throw JpmException.of(
          ErrorCode.ENOAUDIT,
          "found no dependencies to audit that were installed from a supported registry");
    }
    return audit.report();
  }

  private void look(InstalledRelease release) {
    List<SigningKey> keys = registry.keys(release.name());
    audited += keys.isEmpty() ? 0 : 1;
    SignedRelease told =
        SignedRelease.of(release.name(), release.version(), registry.document(release.name()));
    String address = registry.address(release.name());
    if (told.isSigned()) {
      BadSignature bad = told.badSignature(keys);
      if (bad == null) {
        verified++;
      } else {
        invalid.add(Invalid.of(release, address, told, bad));
      }
    } else if (!keys.isEmpty()) {
      missing.add(new Missing(release, address, String.valueOf(told.integrity()), told.resolved()));
    }
  }

  private SignatureReport report() {
    Comparator<InstalledRelease> byName =
        Comparator.comparing(InstalledRelease::name, LocaleOrder.ENGLISH);
    invalid.sort(Comparator.comparing(Invalid::release, byName));
    missing.sort(Comparator.comparing(Missing::release, byName));
    return new SignatureReport(audited, verified, List.copyOf(invalid), List.copyOf(missing));
  }
}
