package dev.jpm.resolver;

import dev.jpm.model.Packument;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why no version could be picked, and which ones there are. */
final class PickErrors {
  private static final int SHOWN = 5;

  private PickErrors() {}

  static JpmException none(
      Packument packument,
      String wanted,
      PickOptions options,
      boolean withheld,
      boolean nothingAtAll) {
    String name = packument.name();
    String spec = wanted.isEmpty() ? options.defaultTag() : wanted;
    Instant before = options.before();
    String asked =
        name
            + "@"
            + spec
            + (before == null
                ? ""
                : " with a date before " + before.truncatedTo(ChronoUnit.SECONDS));
    if (withheld) {
      String why = packument.restriction();
      return JpmException.of(
          ErrorCode.E403,
          "Could not download "
              + asked
              + " due to policy violations"
              + (why == null ? "" : ":\n" + why));
    }
    List<Version> young = tooYoung(packument, spec, before);
    if (!young.isEmpty()) {
      ErrorCode code = nothingAtAll ? ErrorCode.ENOVERSIONS : ErrorCode.ETARGET;
      Version oldest = young.getLast();
      return JpmException.of(code, "No matching version found for " + asked)
          .withHint(
              "Younger than that and left out: "
                  + joined(young.subList(0, Math.min(SHOWN, young.size())))
                  + "; the first that fits, "
                  + oldest
                  + ", is of "
                  + packument.time().get(oldest.toString()))
          .withHint(
              "Change before or min-release-age, or let this package pass:"
                  + " --min-release-age-exclude="
                  + name);
    }
    if (nothingAtAll) {
      return withVersions(
          JpmException.of(ErrorCode.ENOVERSIONS, "No versions available for " + name),
          packument,
          spec);
    }
    return withVersions(
        JpmException.of(ErrorCode.ETARGET, "No matching version found for " + asked),
        packument,
        spec);
  }

  /** Those that fit and would be taken but for their age, highest first. */
  private static List<Version> tooYoung(
      Packument packument, String wanted, @Nullable Instant before) {
    if (before == null || packument.time().isEmpty()) {
      return List.of();
    }
    String tagged = packument.distTags().getOrDefault(wanted, wanted);
    Range range = Range.tryParseLoose(tagged).orElse(null);
    return packument.versions().keySet().stream()
        .flatMap(text -> Version.tryParseLoose(text).stream())
        .filter(version -> range != null && range.accepts(version.toString()))
        .sorted(Collections.reverseOrder())
        .toList();
  }

  private static JpmException withVersions(JpmException error, Packument packument, String wanted) {
    List<Version> all = new ArrayList<>();
    packument.versions().keySet().forEach(v -> Version.tryParseLoose(v).ifPresent(all::add));
    if (all.isEmpty()) {
      return error;
    }
    JpmException hinted = error;
    List<Version> near = near(all, wanted);
    if (!near.isEmpty()) {
      hinted = hinted.withHint("The nearest versions are " + joined(near));
    }
    if (!packument.distTags().isEmpty()) {
      List<String> tags = new ArrayList<>();
      packument.distTags().forEach((tag, version) -> tags.add(tag + " (" + version + ")"));
      hinted =
          hinted.withHint(
              "Its tags are " + String.join(", ", tags.subList(0, Math.min(SHOWN, tags.size()))));
    }
    return hinted;
  }

  /** Those that share the most leading numbers with what was asked for, highest first. */
  private static List<Version> near(List<Version> all, String wanted) {
    Version asked =
        Version.tryParseLoose(wanted)
            .or(() -> Range.tryParseLoose(wanted).flatMap(Range::minVersion))
            .orElse(null);
    if (asked == null) {
      return List.of();
    }
    List<Version> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingInt((Version v) -> -shared(v, asked))
            .thenComparing(Collections.reverseOrder()));
    return sorted.subList(0, Math.min(SHOWN, sorted.size()));
  }

  private static int shared(Version one, Version other) {
    if (one.major() != other.major()) {
      return 0;
    }
    return one.minor() != other.minor() ? 1 : 2;
  }

  private static String joined(List<Version> versions) {
    return String.join(", ", versions.stream().map(Version::toString).toList());
  }
}
