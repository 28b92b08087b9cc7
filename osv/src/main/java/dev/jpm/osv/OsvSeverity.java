package dev.jpm.osv;

import dev.jpm.audit.Severity;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/**
 * How bad a record takes what it tells.
 *
 * @param vector the CVSS vector that stands for it; null where there is none that can be read
 */
record OsvSeverity(Severity word, @Nullable String vector, double score) {
  private static final String MALWARE = "MAL-";

  /** That of {@code record}: its word, else what its vector comes to, else npm's default. */
  static OsvSeverity of(JsonNode record, String id) {
    OsvSeverity computed = computed(record);
    Optional<Severity> said = word(record.path("database_specific").path("severity"));
    return said.map(word -> new OsvSeverity(word, computed.vector(), computed.score()))
        .orElseGet(() -> computed.vector() == null ? unrated(id) : computed);
  }

  private static OsvSeverity unrated(String id) {
    return new OsvSeverity(id.startsWith(MALWARE) ? Severity.CRITICAL : Severity.HIGH, null, 0);
  }

  /** Of several vectors the worst. */
  private static OsvSeverity computed(JsonNode record) {
    OsvSeverity worst = new OsvSeverity(Severity.INFO, null, 0);
    for (JsonNode one : record.path("severity")) {
      worst = worse(worst, one.path("score").asString(""));
    }
    for (JsonNode affected : record.path("affected")) {
      for (JsonNode one : affected.path("severity")) {
        worst = worse(worst, one.path("score").asString(""));
      }
    }
    return worst;
  }

  private static OsvSeverity worse(OsvSeverity other, String vector) {
    Double score = score(vector);
    if (score == null || (other.vector() != null && other.score() >= score)) {
      return other;
    }
    return new OsvSeverity(rating(score), vector, score);
  }

  private static @Nullable Double score(String vector) {
    try {
      Cvss cvss = Cvss.fromVector(vector);
      return cvss == null ? null : cvss.calculateScore().getBaseScore();
    } catch (MalformedVectorException e) {
      return null;
    }
  }

  /** The words that CVSS gives to scores. */
  private static Severity rating(double score) {
    if (score >= 9) {
      return Severity.CRITICAL;
    }
    if (score >= 7) {
      return Severity.HIGH;
    }
    if (score >= 4) {
      return Severity.MODERATE;
    }
    return score > 0 ? Severity.LOW : Severity.INFO;
  }

  private static Optional<Severity> word(JsonNode word) {
    String small = word.asString("").toLowerCase(Locale.ROOT);
    return Severity.of(small.equals("medium") ? "moderate" : small);
  }
}
