/** What audits found, in the formats that programs and people read. */
@NullMarked
package dev.jpm.audit.report;

import org.jspecify.annotations.NullMarked;
