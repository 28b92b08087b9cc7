package dev.jpm.audit.report;

import dev.jpm.audit.Finding;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** One page, in the XML form of HTML, without scripts and without anything from elsewhere. */
final class HtmlReport {
  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private static final String STYLE =
      "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
          + "table{border-collapse:collapse;width:100%}"
          + "th,td{border-bottom:1px solid #ccc;padding:.4rem;text-align:left;vertical-align:top}";

  private HtmlReport() {}

  static String of(FindingsReport report) {
    return "<!DOCTYPE html>\n"
        + Xml.text(xml -> {
          xml.writeStartElement("html");
          xml.writeDefaultNamespace(XHTML);
          xml.writeAttribute("lang", "en");
          xml.writeStartElement("head");
          xml.writeEmptyElement("meta");
          xml.writeAttribute("charset", "utf-8");
          element(xml, "title", report.title());
          element(xml, "style", STYLE);
          xml.writeEndElement();
          xml.writeStartElement("body");
          element(xml, "h1", report.title());
          element(xml, "p", FindingsText.summary(report));
          if (!report.findings().isEmpty()) {
            table(xml, report);
          }
          xml.writeEndElement();
          xml.writeEndElement();
        });
  }

  private static void table(XMLStreamWriter xml, FindingsReport report) throws XMLStreamException {
    xml.writeStartElement("table");
    xml.writeStartElement("thead");
    row(xml, "th", "Severity", "Rule", "Where", "What", "What to do");
    xml.writeEndElement();
    xml.writeStartElement("tbody");
    for (Finding finding : report.findings()) {
      row(
          xml,
          "td",
          finding.severity().word(),
          finding.rule().id(),
          finding.file() + ":" + finding.line(),
          finding.message(),
          finding.rule().remedy());
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void row(XMLStreamWriter xml, String cell, String... texts)
      throws XMLStreamException {
    xml.writeStartElement("tr");
    for (String text : texts) {
      element(xml, cell, text);
    }
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(Xml.clean(text));
    xml.writeEndElement();
  }
}
