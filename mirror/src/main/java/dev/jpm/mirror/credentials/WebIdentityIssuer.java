package dev.jpm.mirror.credentials;

import dev.jpm.mirror.config.S3Credentials.WebIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** The token service, which gives credentials for a token that a cluster has put into a file. */
record WebIdentityIssuer(WebIdentity place) implements Issuer {
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder().followRedirects(false).callTimeout(Duration.ofSeconds(20)).build();

  @Override
  public Issued issue() throws IOException {
    FormBody question =
        new FormBody.Builder()
            .add("Action", "AssumeRoleWithWebIdentity")
            .add("Version", "2011-06-15")
            .add("RoleArn", place.role())
            .add("RoleSessionName", place.session())
            // It is written again before it ends.
            .add("WebIdentityToken", Files.readString(place.tokenFile()).strip())
            .build();
    Request request = new Request.Builder().url(place.service().toString()).post(question).build();
    Map<String, String> told = read(Questions.ask(CLIENT, request));
    return Questions.issued(
        told.getOrDefault("AccessKeyId", ""),
        told.getOrDefault("SecretAccessKey", ""),
        told.getOrDefault("SessionToken", ""),
        told.getOrDefault("Expiration", ""));
  }

  /** The texts of all elements that have one. */
  private static Map<String, String> read(String xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    Map<String, String> texts = new HashMap<>();
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      String text = "";
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> text = "";
          case XMLStreamConstants.CHARACTERS -> text = reader.getText();
          case XMLStreamConstants.END_ELEMENT -> {
            texts.putIfAbsent(reader.getLocalName(), text);
            text = "";
          }
          default -> {}
        }
      }
      return texts;
    } catch (XMLStreamException e) {
      throw new IOException("no credentials: the answer is no XML");
    }
  }
}
