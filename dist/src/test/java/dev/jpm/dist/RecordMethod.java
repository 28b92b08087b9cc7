package dev.jpm.dist;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;

/**
 * {@code equals}, {@code hashCode} or {@code toString} of a record, by the contract of {@link
 * java.lang.runtime.ObjectMethods#bootstrap}.
 */
record RecordMethod(MethodTypeDesc type, ClassDesc owner, String name, List<Component> components)
    implements CallSiteLowering.Lowered {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
  private static final int SELF = 0;
  private static final int OTHER = 1;

  /** The name and type of a component, which are those of its field. */
  record Component(String name, ClassDesc type) {}

  /** Empty where {@code call} is another thing. */
  static Optional<CallSiteLowering.Lowered> of(InvokeDynamicInstruction call) {
    if (!call.bootstrapMethod()
        .owner()
        .descriptorString()
        .equals("Ljava/lang/runtime/ObjectMethods;")) {
      return Optional.empty();
    }
    List<Component> components =
        call.bootstrapArgs().stream()
            .filter(DirectMethodHandleDesc.class::isInstance)
            .map(DirectMethodHandleDesc.class::cast)
            .map(getter -> new Component(getter.methodName(), getter.invocationType().returnType()))
            .toList();
    ClassDesc owner = (ClassDesc) call.bootstrapArgs().getFirst();
    return Optional.of(
        new RecordMethod(call.typeSymbol(), owner, call.name().stringValue(), components));
  }

  @Override
  public void write(CodeBuilder code) {
    switch (name) {
      case "equals" -> writeEquals(code);
      case "hashCode" -> writeHashCode(code);
      case "toString" -> writeToString(code);
      default -> throw new IllegalArgumentException("a record has no method " + name);
    }
  }

  private void writeEquals(CodeBuilder code) {
    Label other = code.newLabel();
    Label no = code.newLabel();
    code.aload(SELF).aload(OTHER).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
    code.aload(OTHER).instanceOf(owner).ifeq(no);
    for (Component component : components) {
      load(code, SELF, component);
      load(code, OTHER, component);
      jumpIfUnequal(code, component.type(), no);
    }
    code.iconst_1().ireturn().labelBinding(no).iconst_0().ireturn();
  }

  private void writeHashCode(CodeBuilder code) {
    code.iconst_0();
    for (Component component : components) {
      code.bipush(31).imul();
      load(code, SELF, component);
      ClassDesc type = component.type();
      ClassDesc of = type.isPrimitive() ? boxed(type) : OBJECTS;
      ClassDesc taken = type.isPrimitive() ? type : ConstantDescs.CD_Object;
      code.invokestatic(of, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, taken)).iadd();
    }
    code.ireturn();
  }

  private void writeToString(CodeBuilder code) {
    code.new_(BUILDER).dup();
    code.invokespecial(BUILDER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    String before = simpleName() + "[";
    for (Component component : components) {
      code.loadConstant(before + component.name() + "=");
      append(code, ConstantDescs.CD_String);
      load(code, SELF, component);
      append(code, printed(component.type()));
      before = ", ";
    }
    code.loadConstant(components.isEmpty() ? before + "]" : "]");
    append(code, ConstantDescs.CD_String);
    code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String)).areturn();
  }

  /** As {@link Class#getSimpleName}: a local class has a number before its name. */
  private String simpleName() {
    String name = owner.displayName();
    return name.substring(name.lastIndexOf('$') + 1).replaceFirst("^\\d+", "");
  }

  private void load(CodeBuilder code, int slot, Component component) {
    code.aload(slot);
    if (slot == OTHER) {
      code.checkcast(owner);
    }
    code.getfield(owner, component.name(), component.type());
  }

  private static void jumpIfUnequal(CodeBuilder code, ClassDesc type, Label no) {
    TypeKind kind = TypeKind.from(type);
    switch (kind) {
      case REFERENCE ->
          code.invokestatic(
                  OBJECTS,
                  "equals",
                  MethodTypeDesc.of(
                      ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
              .ifeq(no);
      case LONG, FLOAT, DOUBLE ->
          code.invokestatic(
                  boxed(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
              .ifne(no);
      default -> code.if_icmpne(no);
    }
  }

  private static void append(CodeBuilder code, ClassDesc type) {
    code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, type));
  }

  /** What a {@link StringBuilder} takes for a component of {@code type}. */
  private static ClassDesc printed(ClassDesc type) {
    return switch (TypeKind.from(type)) {
      case REFERENCE -> ConstantDescs.CD_Object;
      case BYTE, SHORT -> ConstantDescs.CD_int;
      default -> type;
    };
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive + " has no box");
    };
  }
}
