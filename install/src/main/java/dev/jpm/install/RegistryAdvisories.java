package dev.jpm.install;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.fetcher.RegistryClient;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks the registry's bulk endpoint, all packages in one request. */
final class RegistryAdvisories implements AdvisorySource {
  private static final String PATH = "-/npm/v1/security/advisories/bulk";

  private final Supplier<RegistryClient> client;
  private final boolean offline;

  /**
   * Asks with the client given.
   *
   * @param offline whether the network must not be used
   */
  RegistryAdvisories(Supplier<RegistryClient> client, boolean offline) {
    this.client = client;
    this.offline = offline;
  }

  @Override
  public List<Advisory> advisories(SequencedMap<String, List<String>> versions) {
    if (offline) {
      throw JpmException.of(ErrorCode.ENOAUDIT, "Nobody can be asked for advisories with --offline")
          .withHint("Audit without --offline");
    }
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    versions.forEach((name, all) -> {
      ArrayNode list = question.putArray(name);
      all.forEach(list::add);
    });
    JsonNode answer;
    try {
      answer = client.get().ask(PATH, question);
    } catch (JpmException failure) {
      throw failed(failure);
    }
    if (!answer.isObject()) {
      throw failed(JpmException.of(ErrorCode.EJSONPARSE, "its answer is no JSON object"));
    }
    return Advisory.ofBulkAnswer(answer);
  }

  /** What went wrong, as the one error that says that nothing is known. */
  private static JpmException failed(JpmException failure) {
    JpmException error =
        JpmException.of(
            ErrorCode.ENOAUDIT,
            "The registry could not be asked for advisories: " + failure.sentence(),
            failure);
    for (String hint : failure.hints()) {
      error = error.withHint(hint);
    }
    return error;
  }
}
