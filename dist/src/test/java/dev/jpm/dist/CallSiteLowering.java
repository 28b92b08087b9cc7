package dev.jpm.dist;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes out what the compiler leaves to the first call: a switch over types and the methods of a
 * record are made at run time, by code that takes longer than a small command has, and the
 * ahead-of-time cache cannot hold what is made then. Here they become plain methods, so that the
 * sources may use both wherever they read well.
 */
final class CallSiteLowering {
  private static final int HELPER =
      AccessFlag.PRIVATE.mask() | AccessFlag.STATIC.mask() | AccessFlag.SYNTHETIC.mask();

  private final ClassFile classes;

  /** A method that takes the place of a call site. */
  interface Lowered {
    /** Of the call site, which is that of the method too. */
    MethodTypeDesc type();

    void write(CodeBuilder code);
  }

  /**
   * Lowering of classes that see each other through {@code loader}: the verifier's tables are made
   * again, for which it takes to know what is a subclass of what.
   */
  CallSiteLowering(ClassLoader loader) {
    this.classes =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader).cached()));
  }

  /** The class without the call sites that this knows; the same bytes where it has none. */
  byte[] lower(byte[] bytes) {
    ClassModel model = classes.parse(bytes);
    if (model.methods().stream().noneMatch(CallSiteLowering::concerns)) {
      return bytes;
    }
    List<Lowered> helpers = new ArrayList<>();
    return classes.build(
        model.thisClass().asSymbol(),
        builder -> {
          for (ClassElement element : model) {
            if (element instanceof MethodModel method && concerns(method)) {
              lower(model, method, builder, helpers);
            } else {
              builder.with(element);
            }
          }
          for (int i = 0; i < helpers.size(); i++) {
            Lowered helper = helpers.get(i);
            builder.withMethodBody(name(i), helper.type(), HELPER, helper::write);
          }
        });
  }

  private static boolean concerns(MethodModel method) {
    return method
        .code()
        .map(code -> code.elementStream().anyMatch(element -> of(element).isPresent()))
        .orElse(false);
  }

  private static void lower(
      ClassModel model, MethodModel method, ClassBuilder builder, List<Lowered> helpers) {
    ClassDesc owner = model.thisClass().asSymbol();
    boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
    builder.transformMethod(
        method,
        MethodTransform.transformingCode((code, element) -> {
          Optional<Lowered> lowered = of(element);
          if (lowered.isEmpty()) {
            code.with(element);
            return;
          }
          code.invokestatic(owner, name(helpers.size()), lowered.get().type(), inInterface);
          helpers.add(lowered.get());
        }));
  }

  private static Optional<Lowered> of(CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction call)) {
      return Optional.empty();
    }
    return TypeSwitch.of(call).or(() -> RecordMethod.of(call));
  }

  private static String name(int index) {
    return "lowered$" + index;
  }
}
