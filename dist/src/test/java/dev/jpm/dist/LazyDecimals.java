package dev.jpm.dist;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes decimals out of the start of Jackson, whose parsers and nodes have the bounds of whole
 * numbers as decimals too, in static fields: Java's {@code BigDecimal} begins with a table of
 * powers of five up to the 65,536th, which takes ten milliseconds of every start for numbers that
 * no command reads. Here those fields are in a class of their own, made once somebody asks for one.
 */
final class LazyDecimals {
  private static final Map<String, Long> BOUNDS =
      Map.of(
          "BD_MIN_SHORT", (long) Short.MIN_VALUE,
          "BD_MAX_SHORT", (long) Short.MAX_VALUE,
          "BD_MIN_INT", (long) Integer.MIN_VALUE,
          "BD_MAX_INT", (long) Integer.MAX_VALUE,
          "BD_MIN_INTEGER", (long) Integer.MIN_VALUE,
          "BD_MAX_INTEGER", (long) Integer.MAX_VALUE,
          "BD_MIN_LONG", Long.MIN_VALUE,
          "BD_MAX_LONG", Long.MAX_VALUE);

  private static final ClassDesc DECIMAL = ClassDesc.of("java.math.BigDecimal");
  private static final MethodTypeDesc OF_LONG = MethodTypeDesc.of(DECIMAL, ConstantDescs.CD_long);
  private static final ClassDesc HOLDER = ClassDesc.of("tools.jackson.core.base.DecimalBounds");
  private static final int CONSTANT =
      AccessFlag.PUBLIC.mask() | AccessFlag.STATIC.mask() | AccessFlag.FINAL.mask();

  private static final ClassFile CLASSES = ClassFile.of();

  private LazyDecimals() {}

  /** Whether classes of {@code jar} may have such fields. */
  static boolean concerns(Path jar) {
    return jar.getFileName().toString().startsWith("jackson-");
  }

  /** Where {@link #holder} belongs, which the classes of all those jars share. */
  static boolean holds(Path jar) {
    return jar.getFileName().toString().startsWith("jackson-core-");
  }

  static String holderEntry() {
    return HOLDER.descriptorString().substring(1).replace(';', '.') + "class";
  }

  /** The class that has the fields. */
  static byte[] holder() {
    return CLASSES.build(
        HOLDER,
        type -> {
          type.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL, AccessFlag.SYNTHETIC);
          BOUNDS.keySet().forEach(name -> type.withField(name, DECIMAL, CONSTANT));
          type.withMethodBody(
              ConstantDescs.CLASS_INIT_NAME,
              ConstantDescs.MTD_void,
              AccessFlag.STATIC.mask(),
              LazyDecimals::makeAll);
        });
  }

  private static void makeAll(CodeBuilder code) {
    BOUNDS.forEach((name, value) ->
        code.loadConstant(value)
            .invokestatic(DECIMAL, "valueOf", OF_LONG)
            .putstatic(HOLDER, name, DECIMAL));
    code.return_();
  }

  /** A class of such a jar without those fields; the same bytes where it has no part in them. */
  static byte[] lower(byte[] bytes) {
    ClassModel model = CLASSES.parse(bytes);
    if (!uses(model)) {
      return bytes;
    }
    return CLASSES.transformClass(
        model,
        ClassTransform.dropping(element ->
                element instanceof FieldModel field
                    && isBound(field.fieldName().stringValue(), field.fieldTypeSymbol()))
            .andThen(
                ClassTransform.transformingMethodBodies(
                    method -> method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME),
                    CodeTransform.ofStateful(Unmade::new)))
            .andThen(ClassTransform.transformingMethodBodies(LazyDecimals::redirect)));
  }

  private static boolean uses(ClassModel model) {
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .anyMatch(LazyDecimals::isBound);
  }

  private static boolean isBound(CodeElement element) {
    return element instanceof FieldInstruction field
        && isBound(field.name().stringValue(), field.typeSymbol());
  }

  private static boolean isBound(String name, ClassDesc type) {
    return BOUNDS.containsKey(name) && type.equals(DECIMAL);
  }

  private static void redirect(CodeBuilder code, CodeElement element) {
    if (element instanceof FieldInstruction field && isBound(field)) {
      code.getstatic(HOLDER, field.name().stringValue(), DECIMAL);
    } else {
      code.with(element);
    }
  }

  /** Leaves out of a class's beginning each statement that gives one of those fields its value. */
  private static final class Unmade implements CodeTransform {
    private final List<CodeElement> statement = new ArrayList<>();

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      statement.add(element);
      if (element instanceof FieldInstruction field && field.opcode() == Opcode.PUTSTATIC) {
        if (isBound(field)) {
          statement.clear();
        }
        atEnd(code);
      }
    }

    @Override
    public void atEnd(CodeBuilder code) {
      statement.forEach(code::with);
      statement.clear();
    }
  }
}
