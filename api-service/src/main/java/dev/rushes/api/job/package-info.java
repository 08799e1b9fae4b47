/** Render jobs over HTTP. */
@NullMarked
package dev.rushes.api.job;

import org.jspecify.annotations.NullMarked;
