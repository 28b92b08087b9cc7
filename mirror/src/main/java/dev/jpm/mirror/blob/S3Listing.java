package dev.jpm.mirror.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One page of what S3 tells of the objects in a bucket.
 *
 * @param next where the following page begins; empty when this is the last
 */
record S3Listing(List<Found> objects, String next) {
  /** An object, and when it was stored. */
  record Found(String key, long size, Instant stored) {}

  static S3Listing read(InputStream xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return read(factory.createXMLStreamReader(xml));
    } catch (XMLStreamException | DateTimeException | NumberFormatException e) {
      throw new IOException("what the bucket tells of its objects cannot be read", e);
    }
  }

  private static S3Listing read(XMLStreamReader reader) throws XMLStreamException {
    List<Found> objects = new ArrayList<>();
    Map<String, String> told = new HashMap<>();
    String text = "";
    String next = "";
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          text = "";
          if (reader.getLocalName().equals("Contents")) {
            told.clear();
          }
        }
        case XMLStreamConstants.CHARACTERS -> text = reader.getText();
        case XMLStreamConstants.END_ELEMENT -> {
          String name = reader.getLocalName();
          switch (name) {
            case "Contents" -> objects.add(found(told));
            case "NextContinuationToken" -> next = text;
            default -> told.put(name, text);
          }
          text = "";
        }
        default -> {}
      }
    }
    return new S3Listing(List.copyOf(objects), next);
  }

  private static Found found(Map<String, String> told) {
    return new Found(
        told.getOrDefault("Key", ""),
        Long.parseLong(told.getOrDefault("Size", "")),
        Instant.parse(told.getOrDefault("LastModified", "")));
  }
}
