package dev.jpm.fs;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what the operating system refused into the error that a person reads. */
public final class FileErrors {
  private FileErrors() {}

  /**
   * The error for a refused move on {@code path}. {@code verb} completes "Cannot … &lt;path&gt;":
   * {@code "write"}, {@code "remove"}, {@code "link"}.
   */
  public static JpmException of(IOException refusal, String verb, Path path) {
    Path where = culprit(refusal, path);
    ErrorCode code = codeOf(refusal, where);
    String sentence = "Cannot " + verb + " " + path + ": " + reason(code, refusal);
    if (!where.equals(path) && !sentence.contains(where.toString())) {
      sentence += " (" + where + ")";
    }
    JpmException error = JpmException.of(code, sentence, refusal);
    String hint = hint(code, where);
    return hint == null ? error : error.withHint(hint);
  }

  /** The code for a refusal; {@link ErrorCode#EIO} where the system says nothing more exact. */
  static ErrorCode codeOf(IOException refusal, Path path) {
    String reason = systemReason(refusal).toLowerCase(Locale.ROOT);
    if (reason.contains("no space left")
        || reason.contains("not enough space")
        || reason.contains("quota exceeded")) {
      return ErrorCode.ENOSPC;
    }
    if (reason.contains("read-only file system")) {
      return ErrorCode.EROFS;
    }
    if (reason.contains("too many open files")) {
      return ErrorCode.EMFILE;
    }
    if (isTooLong(refusal)) {
      return ErrorCode.ENAMETOOLONG;
    }
    if (reason.contains("being used by another process") || reason.contains("resource busy")) {
      return ErrorCode.EBUSY;
    }
    return switch (refusal) {
      case AccessDeniedException _ -> onReadOnlyStore(path) ? ErrorCode.EROFS : ErrorCode.EACCES;
      case NoSuchFileException _ -> ErrorCode.ENOENT;
      case FileAlreadyExistsException _ -> ErrorCode.EEXIST;
      default -> codeOfStore(reason, path);
    };
  }

  /** Whether the path is longer than the system takes, so that nothing can lie there. */
  static boolean isTooLong(IOException refusal) {
    String reason = systemReason(refusal).toLowerCase(Locale.ROOT);
    return reason.contains("name too long") || reason.contains("filename or extension is too long");
  }

  /** For systems that speak another language than English: ask the file store itself. */
  private static ErrorCode codeOfStore(String reason, Path path) {
    if (reason.contains("not permitted")) {
      return ErrorCode.EPERM;
    }
    if (onReadOnlyStore(path)) {
      return ErrorCode.EROFS;
    }
    return onFullStore(path) ? ErrorCode.ENOSPC : ErrorCode.EIO;
  }

  private static String reason(ErrorCode code, IOException refusal) {
    return switch (code) {
      case ENOSPC -> "no space left on the disk";
      case EACCES -> "permission denied";
      case EPERM -> "operation not permitted";
      case EROFS -> "the file system is read-only";
      case ENOENT -> "no such file or folder";
      case EEXIST -> "it exists already";
      case EMFILE -> "too many open files";
      case ENAMETOOLONG -> "the path is longer than the system takes";
      case EBUSY -> "another process is using it";
      default -> systemReason(refusal);
    };
  }

  private static @Nullable String hint(ErrorCode code, Path path) {
    return switch (code) {
      case ENOSPC -> "Free some space on the disk that holds " + path;
      case EACCES, EPERM -> "Check the owner and the permissions of " + path + " and of its folder";
      case EROFS -> "Mount it writable, or choose another folder";
      case EMFILE -> "Raise the limit of open files (ulimit -n)";
      case ENAMETOOLONG -> "Work in a folder with a shorter path";
      case EBUSY -> "Close the program that uses it and try again";
      default -> null;
    };
  }

  private static Path culprit(IOException refusal, Path path) {
    if (refusal instanceof FileSystemException named && named.getFile() != null) {
      return Path.of(named.getFile());
    }
    return path;
  }

  private static String systemReason(IOException refusal) {
    if (refusal instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    String message = refusal.getMessage();
    return message == null ? refusal.getClass().getSimpleName() : message;
  }

  private static boolean onReadOnlyStore(Path path) {
    try {
      return Files.getFileStore(nearestExisting(path)).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean onFullStore(Path path) {
    try {
      return Files.getFileStore(nearestExisting(path)).getUsableSpace() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path nearestExisting(Path path) {
    Path at = path.toAbsolutePath();
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }
}
