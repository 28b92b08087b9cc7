package dev.jpm.container;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says in the tar of an image how it is told whether the program works; Jib has no word for it. */
final class HealthCheck {
  private static final String CONFIG = "config.json";
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofSeconds(20);
  private static final int FAILURES = 3;

  private HealthCheck() {}

  /** Copies {@code bare} to {@code tar}, which has {@code command} as its check. */
  static void add(Path bare, List<String> command, Path tar) throws IOException {
    try (TarArchiveInputStream in =
            new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(bare)));
        TarArchiveOutputStream out =
            new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(tar)))) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      boolean added = false;
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(CONFIG)) {
          byte[] config = with(in.readAllBytes(), command);
          TarArchiveEntry changed = new TarArchiveEntry(CONFIG);
          changed.setModTime(entry.getLastModifiedTime());
          changed.setSize(config.length);
          out.putArchiveEntry(changed);
          out.write(config);
          added = true;
        } else {
          out.putArchiveEntry(entry);
          in.transferTo(out);
        }
        out.closeArchiveEntry();
      }
      if (!added) {
        throw new IOException("Jib has written no " + CONFIG);
      }
    }
  }

  private static byte[] with(byte[] config, List<String> command) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode image = mapper.readTree(config).asObject();
    ObjectNode check = image.withObject("/config").putObject("Healthcheck");
    ArrayNode test = check.putArray("Test").add("CMD");
    command.forEach(test::add);
    check
        .put("Interval", EVERY.toNanos())
        .put("Timeout", LONGEST.toNanos())
        .put("StartPeriod", START.toNanos())
        .put("Retries", FAILURES);
    return mapper.writeValueAsBytes(image);
  }
}
