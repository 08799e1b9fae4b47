/** The log of editing decisions over HTTP: what people and planners changed, and what became of suggestions. */
@NullMarked
package dev.rushes.api.decision;

import org.jspecify.annotations.NullMarked;
