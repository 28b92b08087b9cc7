package dev.jpm.cli.audit;

import dev.jpm.audit.report.FindingsReport;
import dev.jpm.audit.report.ReportFormat;
import dev.jpm.cli.Invocation;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.Folders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reports that {@code --report} asks for: {@code format=file}, or a format alone. */
record WrittenReports(List<Wish> wishes) {
  /** A report; without a file it goes to standard output. */
  record Wish(ReportFormat format, @Nullable Path file) {}

  WrittenReports {
    wishes = List.copyOf(wishes);
  }

  /** What {@code call} asks for. Throws EUSAGE for a format that there is not. */
  static WrittenReports of(Invocation call) {
    List<Wish> wishes = new ArrayList<>();
    for (String wish : call.settings().list("report")) {
      String[] parts = wish.split("=", 2);
      ReportFormat format =
          ReportFormat.of(parts[0])
              .orElseThrow(
                  () -> call.usage("No report is called " + parts[0] + "; there are " + words()));
      boolean shown = parts.length == 1 || parts[1].equals("-");
      wishes.add(new Wish(format, shown ? null : call.session().cwd().resolve(parts[1])));
    }
    return new WrittenReports(wishes);
  }

  private static String words() {
    return Arrays.stream(ReportFormat.values())
        .map(ReportFormat::word)
        .collect(Collectors.joining(", "));
  }

  /** Whether one of them takes standard output. */
  boolean areShown() {
    return wishes.stream().anyMatch(wish -> wish.file() == null);
  }

  void write(Invocation call, FindingsReport report) {
    for (Wish wish : wishes) {
      String text = wish.format().write(report);
      Path file = wish.file();
      if (file == null) {
        call.terminal().print(text);
      } else {
        Path folder = file.getParent();
        if (folder != null) {
          Folders.create(folder);
        }
        AtomicFile.write(file, text);
      }
    }
  }
}
