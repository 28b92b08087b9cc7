package dev.jpm.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.audit.Severity;
import dev.jpm.audit.lock.LockAudit;
import dev.jpm.audit.policy.Review.Waived;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports are what their readers expect, whatever a hostile lockfile puts into them. */
class ReportFormatsTest {
  private static final Rule HOST = LockAudit.rules().getFirst();
  private static final String NASTY = "<b>&\"'\n::error::%0A|`]]>\u0000\u001b[31m\ud83d\ude00, a:b";

  private static final FindingsReport REPORT =
      new FindingsReport(
          "jpm audit lockfile",
          List.of(
              new Finding(HOST, "a", "1.0.0", "node_modules/a", 12, "a@1.0.0 comes from elsewhere")
                  .in("web app/package-lock.json"),
              new Finding(rule("drift"), NASTY, null, NASTY, 1, NASTY).in("yarn.lock"),
              new Finding(rule("missing"), "c", null, "c@^1", 3, "c is not there")
                  .in("yarn.lock")
                  .as(Severity.INFO)),
          List.of(
              new Waived(
                  new Finding(rule("flags"), "d", "1.0.0", "node_modules/d", 7, NASTY)
                      .in("yarn.lock"),
                  NASTY)),
          LockAudit.rules(),
          "1.2.3");
  private static final FindingsReport CLEAN =
      new FindingsReport("jpm audit diff", List.of(), List.of(), LockAudit.rules(), "1.2.3");

  private static Rule rule(String id) {
    return LockAudit.rules().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void sarifKeepsToItsPublishedSchema() throws IOException {
    try (InputStream file =
        ReportFormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(Objects.requireNonNull(file));
      assertThat(schema.validate("{\"version\":\"2.1.0\"}", InputFormat.JSON)).isNotEmpty();
      for (FindingsReport report : List.of(REPORT, CLEAN)) {
        assertThat(schema.validate(ReportFormat.SARIF.write(report), InputFormat.JSON)).isEmpty();
      }
    }
  }

  @Test
  void sarifPointsAtTheLineOfTheEntry() {
    JsonNode run = json(ReportFormat.SARIF, REPORT).path("runs").path(0);
    JsonNode result = run.path("results").path(0);
    JsonNode place = result.path("locations").path(0).path("physicalLocation");

    assertThat(result.path("ruleId").asString()).isEqualTo("jpm/host");
    assertThat(result.path("level").asString()).isEqualTo("error");
    assertThat(place.path("artifactLocation").path("uri").asString())
        .isEqualTo("web%20app/package-lock.json");
    assertThat(place.path("region").path("startLine").asInt()).isEqualTo(12);
    assertThat(run.path("tool").path("driver").path("rules")).hasSize(LockAudit.rules().size());
  }

  @Test
  void textBeginsNoLinesByWhatALockfileSays() {
    assertThat(ReportFormat.TERMINAL.write(REPORT).lines())
        .noneSatisfy(line -> assertThat(line).startsWith("::"));
    assertThat(ReportFormat.TERMINAL.write(REPORT)).doesNotContain("\u001b", "\u0000");
  }

  @Test
  void junitTellsAFindingOnceThoughRulesShareAnId() {
    Rule other = new Rule(HOST.id(), Severity.LOW, "Another title", HOST.remedy());
    FindingsReport report =
        new FindingsReport(
            "jpm audit diff",
            List.of(REPORT.findings().getFirst()),
            List.of(),
            List.of(HOST, other, rule("drift")),
            "1.2.3");

    assertThat(ReportFormat.JUNIT.write(report))
        .contains("tests=\"2\"", "failures=\"1\"")
        .containsOnlyOnce("<failure ");
  }

  @Test
  void fingerprintsStayWhenLinesMove() {
    Finding here = REPORT.findings().getFirst();
    Finding moved =
        new Finding(
            here.rule(),
            here.file(),
            here.severity(),
            here.name(),
            here.version(),
            here.path(),
            99,
            here.message());

    assertThat(Fingerprint.of(moved)).isEqualTo(Fingerprint.of(here));
    Set<String> all = new HashSet<>();
    REPORT.findings().forEach(one -> all.add(Fingerprint.of(one)));
    assertThat(all).hasSize(3);
  }

  @Test
  void junitIsReadByTheReaderOfMavensReports() throws Exception {
    List<ReportTestSuite> suites =
        new TestSuiteXmlParser(new NullConsoleLogger()).parse(reader(ReportFormat.JUNIT));
    List<ReportTestCase> failed = new ArrayList<>();
    int tests = 0;
    for (ReportTestSuite suite : suites) {
      tests += suite.getNumberOfTests();
      suite.getTestCases().stream().filter(ReportTestCase::hasFailure).forEach(failed::add);
    }

    assertThat(tests).isEqualTo(LockAudit.rules().size());
    assertThat(failed)
        .extracting(ReportTestCase::getFullClassName)
        .containsExactlyInAnyOrder("jpm.host", "jpm.drift", "jpm.missing");
    assertThat(failed.getFirst().getFailureMessage()).isEqualTo("a@1.0.0 comes from elsewhere");
    assertThat(failed.getFirst().getFailureDetail())
        .contains("web app/package-lock.json:12", HOST.remedy());
  }

  @Test
  void githubTakesEachFindingForOneAnnotation() {
    List<String> lines = ReportFormat.GITHUB.write(REPORT).lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .isEqualTo(
            "::error file=web app/package-lock.json,line=12,"
                + "title=A host that is not allowed (host)::a@1.0.0 comes from elsewhere. "
                + HOST.remedy());
    assertThat(lines.get(1))
        .startsWith("::error file=yarn.lock,line=1,")
        .contains("\ufffd::error::%250A");
    assertThat(lines.getLast()).startsWith("::notice ");
  }

  @Test
  void gitlabHasWhatACodeQualityReportNeeds() {
    JsonNode list = json(ReportFormat.GITLAB, REPORT);

    assertThat(list).hasSize(3);
    assertThat(list.path(0).propertyNames())
        .containsExactly("description", "check_name", "fingerprint", "severity", "location");
    assertThat(list.path(0).path("severity").asString()).isEqualTo("critical");
    assertThat(list.path(0).path("location").toString())
        .isEqualTo("{\"path\":\"web app/package-lock.json\",\"lines\":{\"begin\":12}}");
    assertThat(json(ReportFormat.GITLAB, CLEAN)).isEmpty();
  }

  @Test
  void markdownShowsTextAsItIs() {
    assertThat(ReportFormat.MARKDOWN.write(REPORT))
        .contains("found 3 problems (2 high, 1 info)")
        .contains(
            "| high | host | web app/package\\-lock\\.json:12 | a@1\\.0\\.0 comes from elsewhere |")
        .contains("\\<b\\>\\&\"'\ufffd::error::%0A\\|\\`\\]\\]\\>")
        .doesNotContain("<b>");
  }

  @Test
  void htmlIsOnePageInWhichTextIsText() throws Exception {
    Document page = xml(ReportFormat.HTML);

    assertThat(page.getElementsByTagName("tr").getLength()).isEqualTo(4);
    assertThat(page.getElementsByTagName("b").getLength()).isZero();
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.getElementsByTagName("td").item(8).getTextContent())
        .isEqualTo(NASTY.replaceAll("[\n\u0000\u001b]", "\ufffd"));
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatTellsOfACleanLockfileToo(ReportFormat format) {
    assertThat(ReportFormat.of(format.word())).contains(format);
    assertThat(format.write(CLEAN)).doesNotContain("comes from elsewhere");
    assertThat(format.write(REPORT)).contains("comes from elsewhere").endsWith("\n");
  }

  private static JsonNode json(ReportFormat format, FindingsReport report) {
    return JsonMapper.shared().readTree(format.write(report));
  }

  private static InputStreamReader reader(ReportFormat format) {
    byte[] bytes = format.write(REPORT).getBytes(StandardCharsets.UTF_8);
    return new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
  }

  private static Document xml(ReportFormat format) throws Exception {
    String text = format.write(REPORT).replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text.strip())));
  }
}
