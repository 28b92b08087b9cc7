package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** JUnit's XML: a suite, a test for each rule that was kept, and one for each finding. */
final class JUnitReport {
  private JUnitReport() {}

  static String of(FindingsReport report) {
    return Xml.text(xml -> {
      Map<String, List<Finding>> byRule =
          report.findings().stream()
              .collect(
                  Collectors.groupingBy(
                      one -> one.rule().id(), LinkedHashMap::new, Collectors.toList()));
      // Lockfile and diff have rules of the same id, which may differ in their severity.
      Map<String, Rule> rules = new LinkedHashMap<>();
      report.rules().forEach(rule -> rules.putIfAbsent(rule.id(), rule));
      long kept = rules.keySet().stream().filter(id -> !byRule.containsKey(id)).count();
      String tests = Long.toString(kept + report.findings().size());
      String failures = Integer.toString(report.findings().size());
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", report.title());
      xml.writeAttribute("tests", tests);
      xml.writeAttribute("failures", failures);
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      xml.writeAttribute("time", "0");
      for (Rule rule : rules.values()) {
        if (byRule.containsKey(rule.id())) {
          for (Finding finding : byRule.get(rule.id())) {
            failed(xml, finding);
          }
        } else {
          xml.writeEmptyElement("testcase");
          attributes(xml, rule, rule.title());
        }
      }
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
    });
  }

  private static void failed(XMLStreamWriter xml, Finding finding) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attributes(
        xml,
        finding.rule(),
        finding.subject() + " (" + finding.file() + ":" + finding.line() + ")");
    xml.writeStartElement("failure");
    xml.writeAttribute("message", Xml.clean(finding.message()));
    xml.writeAttribute("type", finding.severity().word());
    xml.writeCharacters(
        Xml.clean(
            "%s:%d %s%n%s"
                .formatted(finding.file(), finding.line(), finding.path(), finding.rule().remedy())
                .replace("\r", "")));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void attributes(XMLStreamWriter xml, Rule rule, String name)
      throws XMLStreamException {
    xml.writeAttribute("classname", "jpm." + rule.id());
    xml.writeAttribute("name", Xml.clean(name));
    xml.writeAttribute("time", "0");
  }
}
