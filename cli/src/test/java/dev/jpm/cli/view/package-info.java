/** Tests of views of registry documents. */
@NullMarked
package dev.jpm.cli.view;

import org.jspecify.annotations.NullMarked;
