package dev.jpm.audit.policy;

import dev.jpm.audit.Severity;
import dev.jpm.audit.policy.PackageFacts.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a policy as its published schema has it; what the schema does not know is an error. */
final class PolicyText {
  private static final String OFF = "off";
  private static final String TAGS = "refs/tags/";
  private static final List<String> KEYS =
      List.of(
          "$schema",
          "rules",
          "licenses",
          "minimumAge",
          "scripts",
          "sources",
          "names",
          "provenance",
          "ignore");

  private PolicyText() {}

  /**
   * The policy in {@code text}.
   *
   * @param file for messages
   * @throws dev.jpm.model.error.JpmException EBADPOLICY, EJSONPARSE
   */
  static Policy read(String text, String file) {
    PolicyField policy = PolicyField.root(text, file).only(KEYS);
    return new Policy(
        severities(policy.at("rules")),
        licences(policy.at("licenses").only(List.of("allow", "deny", "except"))),
        age(policy.at("minimumAge")),
        new ScriptTerms(patterns(policy.at("scripts").only(List.of("allow")).at("allow"))),
        sources(policy.at("sources").only(List.of("hosts", "kinds", "repositories"))),
        names(policy.at("names").only(List.of("allow", "deny"))),
        provenance(policy.at("provenance").only(List.of("require", "keep", "builtBy", "except"))),
        ignores(policy.at("ignore"), EntryLines.of(text, "ignore")));
  }

  private static Severities severities(PolicyField rules) {
    Map<String, Severity> own = new LinkedHashMap<>();
    Set<String> off = new HashSet<>();
    rules
        .members()
        .forEach((rule, field) -> {
          String word = field.needed();
          if (word.equals(OFF)) {
            off.add(rule);
          } else {
            own.put(
                rule,
                Severity.of(word)
                    .orElseThrow(
                        () -> field.bad("is none of off, info, low, moderate, high, critical")));
          }
        });
    return new Severities(own, off);
  }

  private static LicenceTerms licences(PolicyField field) {
    return new LicenceTerms(
        Set.copyOf(field.at("allow").texts()),
        Set.copyOf(field.at("deny").texts()),
        orNone(field.at("except")));
  }

  private static AgeTerms age(PolicyField field) {
    if (field.isMissing()) {
      return AgeTerms.NONE;
    }
    if (field.isText()) {
      return new AgeTerms(field.read(Durations::of), List.of());
    }
    PolicyField terms = field.only(List.of("age", "except"));
    terms.at("age").needed();
    return new AgeTerms(terms.at("age").read(Durations::of), orNone(terms.at("except")));
  }

  private static SourceTerms sources(PolicyField field) {
    PolicyField hosts = field.at("hosts");
    Set<String> lower = new LinkedHashSet<>();
    hosts.texts().forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
    Set<Origin> kinds = EnumSet.allOf(Origin.class);
    if (!field.at("kinds").isMissing()) {
      kinds.clear();
      field.at("kinds").items().forEach(one -> kinds.add(kind(one)));
    }
    PolicyField repositories = field.at("repositories");
    return new SourceTerms(
        hosts.isMissing() ? null : lower,
        kinds,
        repositories.isMissing() ? null : repositories.texts());
  }

  private static Origin kind(PolicyField field) {
    String word = field.needed();
    return Arrays.stream(Origin.values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(() -> field.bad("is none of registry, git, remote, folder"));
  }

  private static NameTerms names(PolicyField field) {
    return new NameTerms(patterns(field.at("allow")), orNone(field.at("deny")));
  }

  private static ProvenanceTerms provenance(PolicyField field) {
    return new ProvenanceTerms(
        orNone(field.at("require")),
        orNone(field.at("keep")),
        field.at("builtBy").items().stream().map(PolicyText::builders).toList(),
        orNone(field.at("except")));
  }

  private static BuilderTerms builders(PolicyField field) {
    field.only(List.of("packages", "repositories", "workflows", "refs", "builders"));
    if (field.at("packages").isMissing()) {
      throw field.at("packages").bad("is missing");
    }
    for (PolicyField ref : field.at("refs").items()) {
      // Each version has a tag of its own, so that identities tell only that it was one.
      if (ref.needed().startsWith(TAGS) && !ref.needed().equals(TAGS + "*")) {
        throw ref.bad("must be " + TAGS + "*, as all tags count as one");
      }
    }
    return new BuilderTerms(
        orNone(field.at("packages")),
        field.at("repositories").texts(),
        field.at("workflows").texts(),
        field.at("refs").texts(),
        field.at("builders").texts());
  }

  private static List<Ignore> ignores(PolicyField field, List<Integer> lines) {
    List<Ignore> ignores = new ArrayList<>();
    for (PolicyField one : field.items()) {
      one.only(List.of("rule", "advisory", "package", "path", "reason", "owner", "expires"));
      String rule = one.at("rule").text();
      String advisory = one.at("advisory").text();
      if (rule == null && advisory == null && one.at("package").isMissing()) {
        throw one.bad("names neither a rule nor an advisory nor a package");
      }
      if (rule != null && advisory != null) {
        throw one.bad("is about a rule or an advisory, not both");
      }
      ignores.add(
          new Ignore(
              rule,
              advisory,
              one.at("package").isMissing() ? null : one.at("package").read(PackagePattern::of),
              one.at("path").text(),
              one.at("reason").needed(),
              one.at("owner").text(),
              one.at("expires").isMissing() ? null : one.at("expires").read(LocalDate::parse),
              lines.get(ignores.size())));
    }
    return ignores;
  }

  private static @Nullable List<PackagePattern> patterns(PolicyField field) {
    return field.isMissing() ? null : orNone(field);
  }

  private static List<PackagePattern> orNone(PolicyField field) {
    return field.items().stream().map(one -> one.read(PackagePattern::of)).toList();
  }
}
