package dev.jpm.bench.registry;

/** From a request to what goes back: which form, compressed or not, or that nothing changed. */
record Routes(Shelf shelf) {
  private static final String TARBALL_HEADERS =
      """
      Content-Type: application/octet-stream\r
      Cache-Control: public, immutable, max-age=31557600\r
      """;

  Response answer(RequestHead request) {
    String path = request.path();
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (!reads || path.isEmpty() || path.startsWith("-/")) {
      return Response.notFound();
    }
    int tarball = path.indexOf("/-/");
    if (tarball > 0) {
      Body body = shelf.tarball(path.substring(0, tarball), path.substring(tarball + 3));
      return body == null ? Response.notFound() : Response.of(TARBALL_HEADERS, body);
    }
    int nameEnd = path.indexOf('/', path.startsWith("@") ? path.indexOf('/') + 1 : 0);
    return nameEnd < 0
        ? packument(path, request)
        : manifest(path.substring(0, nameEnd), path.substring(nameEnd + 1));
  }

  private Response packument(String name, RequestHead request) {
    boolean brief = request.header("accept").contains(Form.ABBREVIATED.mediaType());
    Form form = brief ? Form.ABBREVIATED : Form.FULL;
    Document document = shelf.packument(name, form);
    if (document == null) {
      return Response.notFound();
    }
    String headers =
        "Content-Type: "
            + form.mediaType()
            + "\r\nETag: "
            + document.etag()
            + "\r\nCache-Control: public, max-age=300\r\nVary: Accept, Accept-Encoding\r\n";
    if (request.header("if-none-match").contains(document.etag())) {
      return Response.unchanged(headers);
    }
    return request.header("accept-encoding").contains("gzip")
        ? Response.of(headers + "Content-Encoding: gzip\r\n", document.gzip())
        : Response.of(headers, document.plain());
  }

  private Response manifest(String name, String version) {
    byte[] bytes = shelf.manifest(name, version);
    return bytes == null
        ? Response.notFound()
        : Response.of(
            "Content-Type: application/json\r\nCache-Control: public, max-age=300\r\n",
            new Body.InMemory(bytes));
  }
}
