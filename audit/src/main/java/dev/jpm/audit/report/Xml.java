package dev.jpm.audit.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML, escaped by the JDK; what XML cannot hold is left out. */
final class Xml {
  /** What writes into a document. */
  interface Body {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }

  private Xml() {}

  static String text(Body body) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      body.write(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // A string takes everything.
    }
    return text.append('\n').toString();
  }

  /** {@code text} without the characters that no XML may hold, even escaped. */
  static String clean(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(Xml::isAllowed).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
