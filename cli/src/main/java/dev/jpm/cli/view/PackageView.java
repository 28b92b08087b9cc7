package dev.jpm.cli.view;

import dev.jpm.cli.command.JsonValues;
import dev.jpm.cli.terminal.Palette;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What {@code view} prints of a registry's document. Pure. */
public final class PackageView {
  /**
   * What is asked of the document.
   *
   * @param wanted a version, a range or a tag; empty for {@code tag}
   * @param tag npm's default tag
   * @param fields paths of fields; all where empty
   */
  public record Question(String name, String wanted, String tag, List<String> fields) {
    public Question {
      fields = List.copyOf(fields);
    }
  }

  private final Map<String, @Nullable Object> document;
  private final Map<String, Fields> manifests = new LinkedHashMap<>();
  private final Question question;

  private PackageView(JsonNode packument, Question question) {
    this.document = object(JsonValues.plain(packument));
    this.question = question;
    Map<String, @Nullable Object> versions = object(document.get("versions"));
    refuseUnpublished();
    String wanted = question.wanted().isEmpty() ? question.tag() : question.wanted();
    Object tagged = object(document.get("dist-tags")).get(wanted);
    Optional<Range> range =
        Range.tryParseLoose(tagged instanceof String version ? version : wanted);
    versions.forEach((version, manifest) -> {
      if (range.isPresent() && range.get().accepts(version)) {
        manifests.put(version, new Fields(object(manifest)));
      }
    });
    List<String> sorted = new ArrayList<>(versions.keySet());
    sorted.removeIf(version -> Version.tryParse(version).isEmpty());
    sorted.sort(Comparator.comparing(version -> Version.tryParse(version).orElseThrow()));
    document.put("versions", sorted);
    if (!question.fields().contains("readme")) {
      document.remove("readme");
    }
    if (manifests.isEmpty() && !wanted.equals("latest")) {
      throw JpmException.of(ErrorCode.E404, "No match found for version " + wanted)
          .withHint("Known tags and versions: jpm view " + question.name() + " dist-tags versions");
    }
  }

  /** Reads a document. Throws E404 where it has no such version. */
  public static PackageView of(JsonNode packument, Question question) {
    return new PackageView(packument, question);
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys.
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? (Map<String, @Nullable Object>) map
        : new LinkedHashMap<>();
  }

  private void refuseUnpublished() {
    Object unpublished = object(document.get("time")).get("unpublished");
    if (unpublished != null) {
      throw JpmException.of(ErrorCode.E404, "Unpublished on " + object(unpublished).get("time"));
    }
  }

  /** The text for people; where only fields are wanted, their values. */
  public String text(Palette colors, boolean unicode, Instant now) {
    if (!question.fields().isEmpty()) {
      return fieldText(colors);
    }
    List<String> parts = new ArrayList<>();
    for (Fields manifest : manifests.values()) {
      parts.add(ViewedPackage.of(document, merged(manifest), colors, unicode, now));
    }
    return String.join("\n", parts);
  }

  private Map<String, @Nullable Object> merged(Fields manifest) {
    Map<String, @Nullable Object> both = new LinkedHashMap<>(document);
    both.putAll(manifest.values());
    return both;
  }

  private Map<String, Fields> found(boolean unwrap) {
    Map<String, Fields> found = new LinkedHashMap<>();
    for (Map.Entry<String, Fields> manifest : manifests.entrySet()) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (String field : question.fields()) {
        FieldQuery.in(merged(manifest.getValue()), field, unwrap)
            .forEach((label, value) -> values.put(label, People.shortened(value)));
      }
      if (!values.isEmpty()) {
        found.put(manifest.getKey(), new Fields(values));
      }
    }
    return found;
  }

  private String fieldText(Palette colors) {
    Map<String, Fields> found = found(true);
    boolean many = found.size() > 1;
    boolean labels = false;
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Fields> version : found.entrySet()) {
      labels |= version.getValue().values().size() > 1;
      String before = many ? question.name() + "@" + version.getKey() + " " : "";
      for (Map.Entry<String, @Nullable Object> field : version.getValue().values().entrySet()) {
        Object value = field.getValue();
        boolean bare = value instanceof String && !many && !labels;
        String shown = bare ? String.valueOf(value) : Inspection.of(value, colors);
        lines.add(before + (labels ? field.getKey() + " = " : "") + shown);
      }
    }
    return String.join("\n", lines).strip();
  }

  /** The answer for programs, as npm 11 unwraps it; empty where nothing was found. */
  public Optional<Object> json() {
    List<@Nullable Object> results = new ArrayList<>();
    if (question.fields().isEmpty()) {
      for (Fields manifest : manifests.values()) {
        results.add(People.in(merged(manifest)));
      }
    } else {
      for (Fields found : found(false).values()) {
        results.add(found.values());
      }
      unwrapSingleField(results);
    }
    if (results.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(results.size() == 1 ? results.getFirst() : results);
  }

  private static void unwrapSingleField(List<@Nullable Object> results) {
    if (!results.isEmpty() && results.getFirst() instanceof Map<?, ?> first && first.size() == 1) {
      String only = String.valueOf(first.keySet().iterator().next());
      results.replaceAll(result -> result instanceof Map<?, ?> map ? map.get(only) : result);
    }
  }
}
