/** The commands as a person runs them. */
@NullMarked
package dev.rushes.render.cli;

import org.jspecify.annotations.NullMarked;
