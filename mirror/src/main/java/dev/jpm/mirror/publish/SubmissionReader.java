package dev.jpm.mirror.publish;

import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.config.MirrorConfig.Limits;
import dev.jpm.mirror.http.BodyStream;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.publish.Submission.Attachment;
import dev.jpm.mirror.publish.Submission.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a client submits, in one pass: a tarball goes to the store while it is decoded,
 * manifests are looked at one at a time. Closing it drops what was not kept.
 */
public final class SubmissionReader implements AutoCloseable {
  private static final String TARBALL = ".tgz";

  private static final String PROVENANCE = ".sigstore";

  private final BlobStore blobs;
  private final Limits limits;
  private final Predicate<String> known;

  private final SequencedMap<String, String> tags = new LinkedHashMap<>();
  private final Set<String> versions = new LinkedHashSet<>();
  private final Map<String, ObjectNode> added = new LinkedHashMap<>();
  private final Map<String, String> deprecated = new LinkedHashMap<>();
  private String name = "";
  private String readme = "";
  private @Nullable List<String> maintainers;
  private boolean restricted;
  private @Nullable Attachment tarball;
  private @Nullable Statement provenance;

  /**
   * A reader of one submission.
   *
   * @param known whether a version is published already
   */
  public SubmissionReader(BlobStore blobs, Limits limits, Predicate<String> known) {
    this.blobs = blobs;
    this.limits = limits;
    this.known = known;
  }

  /** Reads {@code body}, which was opened with the limit for documents. */
  public Submission read(BodyStream body) {
    try (JsonParser parser = Json.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw HttpProblem.badRequest("the body must be a JSON object");
      }
      for (String field = parser.nextName(); field != null; field = parser.nextName()) {
        parser.nextToken();
        readField(field, parser, body);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw HttpProblem.badRequest("the body ended too early");
      }
    } catch (JacksonException e) {
      throw problem(e, e.getCause());
    } catch (IOException e) {
      throw problem(e, e);
    }
    return new Submission(
        name,
        tags,
        versions,
        added,
        deprecated,
        readme,
        maintainers,
        restricted,
        tarball,
        provenance);
  }

  private static HttpProblem problem(Exception e, @Nullable Throwable cause) {
    if (cause instanceof BodyStream.TooLargeException) {
      return HttpProblem.tooLarge();
    }
    HttpProblem problem =
        HttpProblem.badRequest(
            cause instanceof IOException
                ? "the body ended too early"
                : "the body is not valid JSON");
    problem.addSuppressed(e);
    return problem;
  }

  private void readField(String field, JsonParser parser, BodyStream body) throws IOException {
    switch (field) {
      case "name" -> name = parser.currentToken().isScalarValue() ? parser.getString() : "";
      case "access" ->
          restricted = parser.<JsonNode>readValueAsTree().asString("").equals("restricted");
      case "readme" -> readme = parser.<JsonNode>readValueAsTree().asString("");
      case "dist-tags" ->
          parser
              .<JsonNode>readValueAsTree()
              .properties()
              .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
      case "maintainers" -> {
        List<String> names = new ArrayList<>();
        parser
            .<JsonNode>readValueAsTree()
            .forEach(person -> names.add(person.path("name").asString("")));
        maintainers = names;
      }
      case "versions" -> readVersions(parser);
      case "_attachments" -> readAttachments(parser, body);
      default -> parser.skipChildren();
    }
  }

  private void readVersions(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String version = parser.nextName(); version != null; version = parser.nextName()) {
      parser.nextToken();
      JsonNode value = parser.readValueAsTree();
      versions.add(version);
      if (known.test(version)) {
        deprecated.put(version, value.path("deprecated").asString(""));
      } else if (!added.isEmpty()) {
        throw HttpProblem.badRequest("one version is published at a time");
      }
      if (value instanceof ObjectNode manifest && !known.test(version)) {
        added.put(version, manifest);
      }
    }
  }

  private void readAttachments(JsonParser parser, BodyStream body) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String file = parser.nextName(); file != null; file = parser.nextName()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw HttpProblem.badRequest("an attachment must be an object");
      }
      for (String field = parser.nextName(); field != null; field = parser.nextName()) {
        JsonToken value = parser.nextToken();
        if (field.equals("data") && file.endsWith(TARBALL) && value == JsonToken.VALUE_STRING) {
          readTarball(file, parser, body);
        } else if (field.equals("data") && file.endsWith(PROVENANCE)) {
          provenance = new Statement(file, parser.<JsonNode>readValueAsTree().asString(""));
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private void readTarball(String file, JsonParser parser, BodyStream body) throws IOException {
    if (tarball != null) {
      throw HttpProblem.badRequest("one tarball is published at a time");
    }
    // Base64 is four thirds of what it says.
    long more = limits.tarball() / 3 * 4 + 4;
    Upload upload = blobs.begin();
    tarball = new Attachment(file, upload);
    long before = body.left();
    body.allow(more);
    try {
      parser.readBinaryValue(upload);
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw HttpProblem.badRequest("the tarball is not base64");
    }
    body.limit(before);
    if (upload.size() > limits.tarball()) {
      throw HttpProblem.tooLarge();
    }
  }

  @Override
  public void close() {
    if (tarball != null) {
      tarball.upload().close();
    }
  }
}
