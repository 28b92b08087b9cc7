package dev.jpm.it;

import dev.jpm.registrymock.RecordingRegistry;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.LockfileGaps;
import dev.jpm.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets npm and jpm do the same in real projects, with what the configured registry has today.
 * {@code scripts/compare-real-projects} runs it.
 */
public final class CompareRealProjects {
  private static final Pattern PROBLEM = Pattern.compile("(?:npm|jpm) error (?!code )(.*)");

  private final Path scratch;
  private final RealProjectFolders folders;
  private final RealTools tools;
  private int different;

  private CompareRealProjects(Path scratch, RealProjectFolders folders, RealTools tools) {
    this.scratch = scratch;
    this.folders = folders;
    this.tools = tools;
  }

  /**
   * {@code FOLDER REGISTRY [install | imports | lay-out] [NAME…]}: the folder keeps what the
   * registry answered, for the next run.
   */
  public static void main(String[] arguments) throws Exception {
    // A real path, since npm misses bundled packages where its cache lies behind a link.
    Path kept = Files.createDirectories(Path.of(arguments[0])).toRealPath();
    List<String> words = new ArrayList<>(List.of(arguments).subList(2, arguments.length));
    String what = words.isEmpty() ? "" : words.getFirst();
    if (List.of("install", "imports", "lay-out").contains(what)) {
      words.removeFirst();
    }
    Path scratch = Files.createTempDirectory(kept, "run-");
    try (RecordingRegistry registry =
        RecordingRegistry.start(arguments[1], kept.resolve("registry"))) {
      RealProjectFolders folders = new RealProjectFolders(kept, registry.url());
      RealTools tools = new RealTools(scratch, System.getenv("PATH"), registry.url());
      CompareRealProjects compare = new CompareRealProjects(scratch, folders, tools);
      ImportRealLockfiles imports = new ImportRealLockfiles(scratch, folders, tools);
      for (RealProject project : RealProject.all()) {
        if (words.isEmpty() ? isMeant(project, what) : words.contains(project.name())) {
          switch (what) {
            case "install" -> compare.installed(project);
            case "imports" -> imports.run(project);
            case "lay-out" -> folders.layOut(project, scratch.resolve(project.folderName()));
            default -> compare.locked(project);
          }
        }
      }
      int wrong = compare.different + imports.wrong();
      System.out.println(wrong == 0 ? "none different" : wrong + " different");
      if (wrong > 0 || what.equals("lay-out")) {
        System.out.println("see " + scratch);
      } else {
        Folders.remove(scratch);
      }
      System.exit(wrong == 0 ? 0 : 1);
    }
  }

  private static boolean isMeant(RealProject project, String what) {
    return switch (what) {
      case "install" -> project.installed();
      case "imports" -> project.lockfile() != null;
      default -> true;
    };
  }

  /** Lockfiles alone; where peers conflict, also with what leads around the conflict. */
  private void locked(RealProject project) throws IOException, InterruptedException {
    String end = locked(project, List.of());
    if (end.equals("ERESOLVE")) {
      locked(project, List.of("--force"));
      locked(project, List.of("--legacy-peer-deps"));
    }
  }

  private String locked(RealProject project, List<String> flags)
      throws IOException, InterruptedException {
    Pair pair = pair(project, String.join("", flags));
    List<String> command = RealTools.with(flags, "install", "--package-lock-only");
    long start = System.nanoTime();
    CommandResult byNpm = tools.npm(pair.npm(), command);
    long between = System.nanoTime();
    CommandResult byJpm = tools.jpm(pair.jpm(), command);
    double seconds = (between - start) / 1e9;
    double jpmSeconds = (System.nanoTime() - between) / 1e9;
    String end = RealTools.end(byNpm);
    String ours = RealTools.end(byJpm);
    String verdict;
    if (end.equals(RealTools.NEVER)) {
      verdict = "npm never ends, jpm " + ours;
    } else if (!end.equals(ours)) {
      verdict = "DIFFERENT npm " + end + ", jpm " + ours;
    } else if (end.equals("ok")) {
      verdict = lockfiles(pair, flags);
    } else {
      verdict = "both " + end;
    }
    report(project, flags, verdict);
    System.out.printf("    %.1f s, %.1f s%n", seconds, jpmSeconds);
    if (verdict.startsWith("DIFFERENT")) {
      Files.writeString(pair.npm().resolve("npm.log"), byNpm.transcript());
      Files.writeString(pair.jpm().resolve("jpm.log"), byJpm.transcript());
    } else {
      Folders.remove(pair.above());
    }
    return end;
  }

  private String lockfiles(Pair pair, List<String> flags) throws IOException, InterruptedException {
    String npms = Files.readString(pair.npm().resolve("package-lock.json"));
    String jpms = Files.readString(pair.jpm().resolve("package-lock.json"));
    boolean equal = npms.equals(jpms);
    long packages = jpms.lines().filter(line -> line.contains("\"resolved\": \"http")).count();
    String accepted =
        RealTools.end(tools.npm(pair.jpm(), RealTools.with(flags, "ci", "--dry-run")));
    String acceptedOfNpm =
        equal
            ? accepted
            : RealTools.end(tools.npm(pair.npm(), RealTools.with(flags, "ci", "--dry-run")));
    Set<String> problems = problems(pair.jpm());
    Set<String> more = new TreeSet<>(problems);
    if (equal) {
      more.clear();
    } else {
      more.removeAll(problems(pair.npm()));
    }
    String gap = equal ? "" : LockfileGaps.firstIn(npms, List.of());
    if (!gap.isEmpty() && accepted.equals("ok")) {
      return "npm forgot " + gap + ", npm ci ok (npm's: " + acceptedOfNpm + ")";
    }
    boolean fine =
        equal && (accepted.equals("ok") || !acceptedOfNpm.equals("ok")) && more.isEmpty();
    return (fine ? "equal" : "DIFFERENT")
        + ", "
        + packages
        + " packages"
        + ", npm ci "
        + accepted
        + (equal ? "" : " (npm's: " + acceptedOfNpm + ")")
        + ", npm ls "
        + problems.size()
        + " problems"
        + (equal ? "" : " (more: " + more + ")");
  }

  private Set<String> problems(Path folder) throws InterruptedException {
    CommandResult listed = tools.npm(folder, List.of("ls", "--all", "--package-lock-only"));
    return PROBLEM
        .matcher(listed.stderr())
        .results()
        .map(match -> match.group(1).replace(folder.toString(), "."))
        .filter(line ->
            line.startsWith("missing:")
                || line.startsWith("invalid:")
                || line.startsWith("extraneous:")
                || line.startsWith("error in"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything, put in place. */
  private void installed(RealProject project) throws IOException, InterruptedException {
    Pair pair = pair(project, "");
    CommandResult byNpm = tools.npm(pair.npm(), List.of("install"));
    CommandResult byJpm = tools.jpm(pair.jpm(), List.of("install"));
    List<String> npms = TreeListing.of(pair.npm()).lines();
    List<String> jpms = TreeListing.of(pair.jpm()).lines();
    Set<String> differences = new TreeSet<>(npms);
    Set.copyOf(jpms)
        .forEach(line -> {
          if (!differences.remove(line)) {
            differences.add(line);
          }
        });
    String ends = RealTools.end(byNpm) + "/" + RealTools.end(byJpm);
    boolean fine = differences.isEmpty() && ends.equals("ok/ok");
    report(
        project,
        List.of(),
        (fine ? "equal" : "DIFFERENT") + ", " + npms.size() + " files, folders and links, " + ends);
    differences.stream().limit(20).forEach(line -> System.out.println("    " + line));
    Folders.remove(pair.above());
  }

  private void report(RealProject project, List<String> flags, String verdict) {
    if (verdict.startsWith("DIFFERENT")) {
      different++;
    }
    String with = flags.isEmpty() ? "" : " " + String.join(" ", flags);
    System.out.println(project.name() + with + ": " + verdict);
  }

  private record Pair(Path above, Path npm, Path jpm) {}

  /** The project twice, in folders of the same name, which counts where it has no name. */
  private Pair pair(RealProject project, String suffix) throws IOException, InterruptedException {
    Path above = scratch.resolve(project.folderName() + suffix);
    Folders.remove(above);
    Path npm = above.resolve("npm/project");
    Path jpm = above.resolve("jpm/project");
    folders.layOut(project, npm);
    folders.layOut(project, jpm);
    String lockfile = project.lockfile();
    if (lockfile != null) {
      Files.delete(npm.resolve(lockfile));
      Files.delete(jpm.resolve(lockfile));
    }
    return new Pair(above, npm, jpm);
  }
}
