package dev.jpm.install;

import dev.jpm.linker.FolderTimes;
import dev.jpm.model.tree.Location;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bare install left in order, so that the next one need not look for what there is to do.
 *
 * @param fingerprint of all that it went by, {@link Inputs}
 * @param others the package.json files of workspaces and other linked folders, relative to the
 *     project
 * @param workspaces whether the project has workspaces, which patterns find
 * @param funding how many packages look for funding
 * @param heldBack whose install scripts wait for a decision
 */
record Standing(
    long fingerprint,
    FolderTimes folders,
    List<String> others,
    boolean workspaces,
    int funding,
    List<HeldBack> heldBack) {
  private static final int FORMAT = 2;

  Standing {
    others = List.copyOf(others);
    heldBack = List.copyOf(heldBack);
  }

  byte[] encoded() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeLong(fingerprint);
      out.writeLong(folders.lockfileSize());
      write(out, folders.times());
      write(out, folders.contents());
      write(out, others);
      out.writeBoolean(workspaces);
      out.writeInt(funding);
      out.writeInt(heldBack.size());
      for (HeldBack one : heldBack) {
        write(out, one);
      }
    }
    return bytes.toByteArray();
  }

  /** Empty where {@code note} is damaged or of another format. */
  static Optional<Standing> decode(byte[] note) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(note))) {
      if (in.readInt() != FORMAT) {
        return Optional.empty();
      }
      long fingerprint = in.readLong();
      FolderTimes folders = new FolderTimes(in.readLong(), times(in), times(in));
      return Optional.of(
          new Standing(
              fingerprint, folders, texts(in), in.readBoolean(), in.readInt(), heldBack(in)));
    } catch (IOException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static void write(DataOutputStream out, Map<String, Long> times) throws IOException {
    out.writeInt(times.size());
    for (Map.Entry<String, Long> time : times.entrySet()) {
      out.writeUTF(time.getKey());
      out.writeLong(time.getValue());
    }
  }

  private static SequencedMap<String, Long> times(DataInputStream in) throws IOException {
    SequencedMap<String, Long> times = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      times.put(in.readUTF(), in.readLong());
    }
    return times;
  }

  private static void write(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static void write(DataOutputStream out, HeldBack one) throws IOException {
    out.writeUTF(one.location().value());
    out.writeUTF(one.name());
    String version = one.version();
    out.writeBoolean(version != null);
    if (version != null) {
      out.writeUTF(version);
    }
    out.writeInt(one.scripts().size());
    for (Map.Entry<String, String> script : one.scripts().entrySet()) {
      out.writeUTF(script.getKey());
      out.writeUTF(script.getValue());
    }
  }

  private static List<HeldBack> heldBack(DataInputStream in) throws IOException {
    List<HeldBack> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Location location = new Location(in.readUTF());
      String name = in.readUTF();
      @Nullable String version = in.readBoolean() ? in.readUTF() : null;
      SequencedMap<String, String> scripts = new LinkedHashMap<>();
      for (int more = in.readInt(); more > 0; more--) {
        scripts.put(in.readUTF(), in.readUTF());
      }
      all.add(new HeldBack(location, name, version, scripts));
    }
    return all;
  }
}
