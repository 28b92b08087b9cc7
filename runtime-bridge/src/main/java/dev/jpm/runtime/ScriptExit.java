package dev.jpm.runtime;

/**
 * How a script ended.
 *
 * @param code 0 where all went well; 128 and the number of the signal where one killed it
 * @param stdout what it wrote, where that was collected; else empty. Of very much only the end
 * @param stderr likewise
 */
public record ScriptExit(int code, String stdout, String stderr) {
  public boolean isSuccess() {
    return code == 0;
  }
}
