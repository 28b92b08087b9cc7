package dev.jpm.dist;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;

/**
 * A switch over types or over the constants of an enum that also takes null, as a chain of
 * comparisons, by the contract of {@link java.lang.runtime.SwitchBootstraps}: it takes the value
 * and the index to begin from, and answers the index of the first label that the value has, the
 * count of labels for none, -1 for null.
 *
 * @param labels a {@link ClassDesc} for a type, a {@link String} for a constant of the enum
 */
record TypeSwitch(MethodTypeDesc type, List<ConstantDesc> labels)
    implements CallSiteLowering.Lowered {
  private static final int VALUE = 0;
  private static final int FROM = 1;

  /** Empty where {@code call} is another thing, or a switch with labels of other kinds. */
  static Optional<CallSiteLowering.Lowered> of(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc maker = call.bootstrapMethod();
    if (!maker.owner().descriptorString().equals("Ljava/lang/runtime/SwitchBootstraps;")) {
      return Optional.empty();
    }
    boolean ofEnum = maker.methodName().equals("enumSwitch");
    boolean known =
        call.bootstrapArgs().stream()
            .allMatch(label ->
                (label instanceof ClassDesc type && !type.isPrimitive())
                    || (label instanceof String && ofEnum));
    return known && !call.typeSymbol().parameterType(VALUE).isPrimitive()
        ? Optional.of(new TypeSwitch(call.typeSymbol(), call.bootstrapArgs()))
        : Optional.empty();
  }

  @Override
  public void write(CodeBuilder code) {
    Label present = code.newLabel();
    code.aload(VALUE).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(FROM).loadConstant(i).if_icmpgt(next);
      jumpUnless(code, labels.get(i), next);
      code.loadConstant(i).ireturn();
      code.labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  private void jumpUnless(CodeBuilder code, ConstantDesc label, Label next) {
    code.aload(VALUE);
    if (label instanceof ClassDesc wanted) {
      code.instanceOf(wanted).ifeq(next);
    } else {
      ClassDesc constants = type.parameterType(VALUE);
      code.getstatic(constants, (String) label, constants).if_acmpne(next);
    }
  }
}
