/** Makes a container image of the mirror; knows the files of jpm's image, none of its classes. */
@NullMarked
package dev.jpm.container;

import org.jspecify.annotations.NullMarked;
