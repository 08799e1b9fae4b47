/** Render jobs: what an order needs, and the way from its sources to a stored video. */
@NullMarked
package dev.rushes.render.job;

import org.jspecify.annotations.NullMarked;
