/** Fields of package.json by npm's paths ({@code a.b[0].c}): read, set, taken out. */
@NullMarked
package dev.jpm.cli.fields;

import org.jspecify.annotations.NullMarked;
