package dev.jpm.cli.diff;

import dev.jpm.cli.diff.PackageContents.PackageFile;
import dev.jpm.cli.terminal.Palette;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares two packages. */
public final class PackageDiff {
  private final PackageContents before;
  private final PackageContents after;
  private final Form form;
  private final Palette colors;

  /**
   * What to print and how.
   *
   * @param nameOnly only which files differ
   * @param context unchanged lines around each change
   * @param ignoreSpace whether white space at both ends of lines counts for nothing
   * @param text whether every file is taken for text
   * @param oldPrefix before the names of files as they were
   * @param newPrefix before the names of files as they are
   * @param versionPrefix before versions
   */
  public record Form(
      boolean nameOnly,
      int context,
      boolean ignoreSpace,
      boolean text,
      String oldPrefix,
      String newPrefix,
      String versionPrefix) {}

  public PackageDiff(PackageContents before, PackageContents after, Form form, Palette colors) {
    this.before = before;
    this.after = after;
    this.form = form;
    this.colors = colors;
  }

  /** The differences among files that are {@code wanted}; empty where there are none. */
  public String text(Predicate<String> wanted) {
    Set<String> paths = new LinkedHashSet<>(before.files().sequencedKeySet());
    paths.addAll(after.files().sequencedKeySet());
    StringBuilder text = new StringBuilder();
    for (String path : paths) {
      PackageFile old = before.files().get(path);
      PackageFile now = after.files().get(path);
      boolean same = old != null && old.equals(now);
      if (wanted.test(path) && !same) {
        text.append(form.nameOnly() ? path + "\n" : difference(path, old, now));
      }
    }
    return text.toString().strip();
  }

  private String difference(String path, @Nullable PackageFile old, @Nullable PackageFile now) {
    String oldName = form.oldPrefix() + path;
    String newName = form.newPrefix() + path;
    StringBuilder header = new StringBuilder();
    header.append("diff --git ").append(oldName).append(' ').append(newName).append('\n');
    String mode = "";
    if (old == null) {
      header.append("new file mode ").append(now == null ? "" : now.mode()).append('\n');
    } else if (now == null) {
      header.append("deleted file mode ").append(old.mode()).append('\n');
    } else if (old.mode().equals(now.mode())) {
      mode = old.mode();
    } else {
      header.append("old mode ").append(old.mode()).append('\n');
      header.append("new mode ").append(now.mode()).append('\n');
    }
    String prefix = form.versionPrefix();
    header.append("index ").append(prefix).append(before.version()).append("..");
    header.append(prefix).append(after.version()).append(' ').append(mode).append('\n');
    boolean readable = form.text() || !BinaryExtensions.has(path);
    if (readable && oldName.equals(newName)) {
      header.append("Index: ").append(oldName).append('\n');
    }
    header.append("--- ").append(oldName).append("\n+++ ").append(newName).append('\n');
    String body =
        readable
            ? new UnifiedHunks(form.context(), form.ignoreSpace())
                .between(old == null ? "" : old.content(), now == null ? "" : now.content())
            : "";
    return colors.on() ? colored(header.toString(), body) : header + body;
  }

  private String colored(String header, String body) {
    StringBuilder text = new StringBuilder();
    header.lines().forEach(line -> text.append(colors.blue(line)).append('\n'));
    for (String line : body.split("(?<=\n)", -1)) {
      String plain = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
      String shown =
          switch (plain.isEmpty() ? ' ' : plain.charAt(0)) {
            case '-' -> colors.red(plain);
            case '+' -> colors.green(plain);
            case '@' -> colors.cyan(plain);
            default -> plain;
          };
      text.append(shown).append(line.substring(plain.length()));
    }
    return text.toString();
  }

  /** Names of files whose differences nobody can read. */
  private static final class BinaryExtensions {
    private static final Set<String> ALL = Set.of(list().split(" ", -1));

    static boolean has(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      String extension =
          name.startsWith(".") ? name : name.substring(Math.max(0, name.lastIndexOf('.')));
      boolean none = !extension.startsWith(".");
      return !none && ALL.contains(extension.substring(1).toLowerCase(Locale.ROOT));
    }

    private static String list() {
      return """
      3dm 3ds 3g2 3gp 7z a aac ai aif aiff alz ape apk appimage ar arj asf au avi bak bin bmp bz2 \
      bzip2 cab class cpio cur dat deb dex djvu dll dmg doc docm docx ds_store dwg dxf ear egg eot \
      epub exe f4v fla flac flatpak flv gif gz gzip h261 h263 h264 icns ico ief img ipa iso jar \
      jpeg jpg jpm jxr key ktx lha lib lz lzh lzma lzo m3u m4a m4v mid midi mka mkv mobi mov mp3 \
      mp4 mp4a mpeg mpg mpga nef npx nupkg o odp ods odt oga ogg ogv otf ott pages pbm pcx pdb \
      pdf pgm pic png pnm pot ppm pps ppt pptm pptx psd pyc pyo qt rar ras raw resources rgb rpm \
      rtf rz s3m shar snap sketch slk so stl suo swf tar tbz tbz2 tga tgz tif tiff tlz ttc ttf txz \
      viv vob war wav wax wbmp weba webm webp whl wim wm wma wmv woff woff2 xbm xif xls xlsb xlsm \
      xlsx xlt xpi xpm xwd xz z zip zipx\
      """;
    }
  }
}
