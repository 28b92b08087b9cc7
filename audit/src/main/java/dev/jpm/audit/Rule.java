package dev.jpm.audit;

/**
 * What a finding is an instance of.
 *
 * @param id stable, for policies and for those who read reports by machine
 * @param title what is wrong, in a few words
 * @param remedy what to do about it
 */
public record Rule(String id, Severity severity, String title, String remedy) {}
