package dev.jpm.osv;

/**
 * What a record says about one package, as it stands in the database.
 *
 * @param range the vulnerable versions, in npm's words
 * @param severity in npm's words
 * @param cvss JSON as npm's registry writes it; empty where there is none
 * @param cwe JSON as npm's registry writes it; empty where there is none
 * @param aliases other names of the record, a JSON list
 */
record OsvAdvisory(
    String name,
    String id,
    String range,
    String title,
    String severity,
    String cvss,
    String cwe,
    String aliases) {}
