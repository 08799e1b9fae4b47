/** The analysis of training videos: from a row that waits to the figures of its style. */
@NullMarked
package dev.rushes.render.training;

import org.jspecify.annotations.NullMarked;
