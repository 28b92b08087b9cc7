package dev.jpm.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileErrorsTest {
  @TempDir Path folder;

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new IOException("No space left on device"), ErrorCode.ENOSPC),
        Arguments.of(new FileSystemException("f", null, "Disk quota exceeded"), ErrorCode.ENOSPC),
        Arguments.of(new FileSystemException("f", null, "Read-only file system"), ErrorCode.EROFS),
        Arguments.of(new FileSystemException("f", null, "Too many open files"), ErrorCode.EMFILE),
        Arguments.of(
            new FileSystemException("f", null, "Operation not permitted"), ErrorCode.EPERM),
        Arguments.of(
            new FileSystemException("f", null, "Device or resource busy"), ErrorCode.EBUSY),
        Arguments.of(new AccessDeniedException("f"), ErrorCode.EACCES),
        Arguments.of(new NoSuchFileException("f"), ErrorCode.ENOENT),
        Arguments.of(new FileAlreadyExistsException("f"), ErrorCode.EEXIST),
        Arguments.of(new IOException("Input/output error"), ErrorCode.EIO),
        Arguments.of(new IOException(), ErrorCode.EIO));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void eachRefusalHasItsCode(IOException refusal, ErrorCode code) {
    assertThat(FileErrors.codeOf(refusal, folder.resolve("f"))).isEqualTo(code);
  }

  @Test
  void theErrorSaysWhatWhereWhyAndWhatToDo() {
    Path file = folder.resolve("f");
    JpmException error = FileErrors.of(new AccessDeniedException(file.toString()), "write", file);

    assertThat(error.sentence()).isEqualTo("Cannot write " + file + ": permission denied");
    assertThat(error.hints()).singleElement().asString().contains(file.toString());
  }

  @Test
  void theFileThatTheSystemNamesIsNamedTooWhereItIsAnother() {
    JpmException error = FileErrors.of(new NoSuchFileException("/other/file"), "remove", folder);

    assertThat(error.sentence()).endsWith("no such file or folder (/other/file)");
  }

  @Test
  void executableFilesGetAllThreeBitsLessTheUmask() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path made = folder.resolve("made");
    Files.createFile(made, FileModes.forNewFile(folder, 7));
    assertThat(FileModes.isExecutable(plain)).isFalse();

    FileModes.makeExecutable(plain);

    assertThat(FileModes.isExecutable(plain)).isTrue();
    assertThat(mode(plain)).isEqualTo(mode(made));
    assertThat(FileModes.forNewFile(folder, 0)).isEmpty();
  }

  @Test
  void bitsStandForPermissions() {
    assertThat(PosixFilePermissions.toString(Umask.permissions(0754))).isEqualTo("rwxr-xr--");
    assertThat(Umask.permissions(0)).isEmpty();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
