/** Commands that work on media files without any service. */
@NullMarked
package dev.rushes.render.cli;

import org.jspecify.annotations.NullMarked;
