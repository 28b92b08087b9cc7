package dev.jpm.install;

import dev.jpm.fs.AtomicFile;
import dev.jpm.linker.Layout;
import dev.jpm.lockfile.PackageJsonFile;
import dev.jpm.model.tree.Tree;
import dev.jpm.runtime.ApprovalEdits;
import dev.jpm.runtime.ApprovalEdits.Change;
import dev.jpm.runtime.PolicySubject;
import dev.jpm.runtime.ScriptApprovals.HeldBack;
import dev.jpm.runtime.ScriptPins;
import dev.jpm.runtime.StaleApproval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The decisions about install scripts in one project, over what is installed in it. */
public final class Approvals {
  private static final String FIELD = "allowScripts";

  private final ProjectFiles project;
  private final InstallScriptsPhase scripts;

  private Approvals(ProjectFiles project, InstallScriptsPhase scripts) {
    this.project = project;
    this.scripts = scripts;
  }

  /** Reads the project that {@code bench} works in. */
  public static Approvals of(Workbench bench) {
    ProjectFiles project = ProjectFiles.load(bench.surroundings().localPrefix(), true);
    Layout layout = Layout.of(project.folder());
    Tree tree = project.actual(layout, StartingPoint.of(project).virtual()).tree();
    Runtimes runtimes = Runtimes.of(bench, project.folder(), project.manifest());
    return new Approvals(
        project,
        new InstallScriptsPhase(bench, project, runtimes, tree, layout.asInstalled()::folder));
  }

  /** Packages whose scripts nobody has decided about. */
  public List<HeldBack> waiting() {
    return scripts.heldBack();
  }

  /** Of those that were approved before: what is different now. */
  public List<List<String>> changes() {
    return scripts.changes();
  }

  /** What an edit changed of each package, and what to tell about what it could not. */
  public record Outcome(SequencedMap<String, List<Change>> changes, List<String> warnings) {}

  /**
   * Writes decisions into package.json.
   *
   * @param names packages as the user names them
   * @param all whether every package that waits is meant
   * @param allow whether they may run their scripts
   * @param pin whether only the installed versions are allowed
   */
  public Outcome edit(List<String> names, boolean all, boolean allow, boolean pin) {
    List<PolicySubject> meant =
        all ? waitingSubjects() : ApprovalEdits.named(names, scripts.subjects());
    ApprovalEdits edits = new ApprovalEdits(project.folder());
    ObjectNode field = current();
    ScriptPins pins = ScriptPins.in(project.packageJson().manifest());
    SequencedMap<String, List<Change>> changes = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    for (var named : ApprovalEdits.byPackage(meant).entrySet()) {
      List<PolicySubject> group = named.getValue();
      ApprovalEdits.Edit edit = allow ? edits.approve(field, group, pin) : edits.deny(field, group);
      field = edit.allowScripts();
      List<Change> told = new ArrayList<>(edit.changes());
      pins =
          ApprovalEdits.pins(pins, field, allow && pin ? group : List.of(), scripts.files(), told);
      if (!told.isEmpty()) {
        changes.put(named.getKey(), told);
      }
      if (edit.warning() != null) {
        warnings.add(edit.warning());
      }
    }
    if (!changes.isEmpty()) {
      PackageJsonFile after = withPins(project.packageJson().with(FIELD, field), pins);
      AtomicFile.write(project.folder().resolve("package.json"), after.text());
    }
    return new Outcome(changes, warnings);
  }

  private static PackageJsonFile withPins(PackageJsonFile file, ScriptPins pins) {
    boolean there = file.json().get(ScriptPins.SECTION) instanceof ObjectNode;
    ObjectNode section =
        file.json().get(ScriptPins.SECTION) instanceof ObjectNode own
            ? own.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    section.remove(ScriptPins.FIELD);
    if (!pins.pins().isEmpty()) {
      section.set(ScriptPins.FIELD, pins.json());
    }
    if (section.isEmpty()) {
      return there ? file.without(ScriptPins.SECTION) : file;
    }
    return file.with(ScriptPins.SECTION, section);
  }

  /**
   * Finds the entries that are about nothing installed any more.
   *
   * @param remove whether to take them out of package.json
   */
  public List<StaleApproval> stale(boolean remove) {
    ObjectNode field = current();
    List<StaleApproval> stale = scripts.stale(field, project.folder());
    if (remove && !stale.isEmpty()) {
      ObjectNode left = field.deepCopy();
      stale.forEach(one -> left.remove(one.key()));
      PackageJsonFile before = project.packageJson();
      ScriptPins pins =
          ApprovalEdits.pins(
              ScriptPins.in(before.manifest()),
              left,
              List.of(),
              scripts.files(),
              new ArrayList<>());
      PackageJsonFile after =
          withPins(left.isEmpty() ? before.without(FIELD) : before.with(FIELD, left), pins);
      AtomicFile.write(project.folder().resolve("package.json"), after.text());
    }
    return stale;
  }

  private List<PolicySubject> waitingSubjects() {
    Set<String> places =
        waiting().stream().map(one -> one.location().value()).collect(Collectors.toSet());
    return scripts.subjects().stream()
        .filter(subject -> places.contains(subject.node().location().value()))
        .toList();
  }

  private ObjectNode current() {
    JsonNode there = project.packageJson().json().get(FIELD);
    return there instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }
}
