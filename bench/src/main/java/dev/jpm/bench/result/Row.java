package dev.jpm.bench.result;

import dev.jpm.bench.install.Sample;

/**
 * One measured run.
 *
 * @param part {@code install}, {@code slow link}, {@code start-up} or {@code growth}
 * @param project what was installed
 * @param scenario what was there before, or what was done
 * @param tool by its name in the tables
 */
public record Row(String part, String project, String scenario, String tool, Sample sample) {
  public static final String INSTALL = "install";
  public static final String SLOW_LINK = "slow link";
  public static final String START_UP = "start-up";
  public static final String GROWTH = "growth";
}
