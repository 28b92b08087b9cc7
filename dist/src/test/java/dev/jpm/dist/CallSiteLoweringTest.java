package dev.jpm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.dist.LoweredSamples.Everything;
import dev.jpm.dist.LoweredSamples.Shape;
import dev.jpm.dist.LoweredSamples.Size;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lowered classes do what the originals do, and nothing is left to the first call. */
class CallSiteLoweringTest {
  private static Class<?> lowered = Object.class;

  @BeforeAll
  static void lower() throws ReflectiveOperationException {
    lowered = new Lowering().loadClass(LoweredSamples.class.getName());
  }

  /** Loads the samples in their lowered form, everything else as usual. */
  private static final class Lowering extends ClassLoader {
    private final CallSiteLowering lowering;

    Lowering() {
      super(CallSiteLoweringTest.class.getClassLoader());
      this.lowering = new CallSiteLowering(getParent());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(LoweredSamples.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      byte[] bytes = lowering.lower(bytesOf(name));
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static byte[] bytesOf(String name) {
    String file = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = CallSiteLoweringTest.class.getResourceAsStream(file)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T of(String method) throws ReflectiveOperationException {
    Method found = lowered.getDeclaredMethod(method);
    found.setAccessible(true); // A class of another loader is in another package.
    return (T) found.invoke(null);
  }

  @Test
  void leavesNoCallSiteThatMakesItself() throws IOException {
    CallSiteLowering lowering = new CallSiteLowering(getClass().getClassLoader());
    for (Class<?> sample :
        List.of(LoweredSamples.class, Everything.class, Shape.class, Size.class)) {
      byte[] bytes = lowering.lower(bytesOf(sample.getName()));
      assertThat(ClassFile.of().parse(bytes).methods())
          .flatExtracting(method -> method.code().map(code -> code.elementList()).orElse(List.of()))
          .filteredOn(InvokeDynamicInstruction.class::isInstance)
          .extracting(
              call -> ((InvokeDynamicInstruction) call).bootstrapMethod().owner().displayName())
          .doesNotContain("SwitchBootstraps", "ObjectMethods");
    }
  }

  @Test
  void aSwitchOverTypesGoesTheSameWay() throws ReflectiveOperationException {
    Function<@Nullable Object, String> here = LoweredSamples.describe();
    Function<@Nullable Object, String> there = of("describe");
    for (Object value : new Object[] {"text", "", 7, -7, List.of(1), 3.5, new Object[0]}) {
      assertThat(there.apply(value)).isEqualTo(here.apply(value)).isNotEmpty();
    }
    assertThat(there.apply(null)).isEqualTo(here.apply(null)).isEqualTo("nothing");
  }

  @Test
  void aSwitchOverAnEnumThatTakesNullGoesTheSameWay() throws ReflectiveOperationException {
    IntFunction<String> here = LoweredSamples.sizes();
    IntFunction<String> there = of("sizes");
    for (int index = -1; index < Size.values().length; index++) {
      assertThat(there.apply(index)).isEqualTo(here.apply(index));
    }
  }

  @Test
  void aRecordIsEqualToWhatItWasEqualTo() throws ReflectiveOperationException {
    List<Everything> here = LoweredSamples.records();
    List<Object> there = of("records");
    assertThat(there).hasSameSizeAs(here);
    for (int i = 0; i < here.size(); i++) {
      for (int j = 0; j < here.size(); j++) {
        assertThat(there.get(i).equals(there.get(j)))
            .as("%s and %s", here.get(i), here.get(j))
            .isEqualTo(here.get(i).equals(here.get(j)));
      }
      assertThat(there.get(i)).hasSameHashCodeAs(here.get(i)).isNotEqualTo("text");
    }
  }

  @Test
  void aRecordIsShownAsBefore() throws ReflectiveOperationException {
    List<Everything> here = LoweredSamples.records();
    List<Object> there = of("records");
    for (int i = 0; i < here.size(); i++) {
      assertThat(there.get(i)).hasToString(here.get(i).toString());
    }
    Object empty = of("empty");
    assertThat(empty).hasToString("Empty[]").hasSameHashCodeAs(LoweredSamples.empty());
  }
}
