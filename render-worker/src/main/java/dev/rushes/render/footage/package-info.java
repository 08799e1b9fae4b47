/** The analysis of takes: from a message to the facts and the poster on the scene. */
@NullMarked
package dev.rushes.render.footage;

import org.jspecify.annotations.NullMarked;
