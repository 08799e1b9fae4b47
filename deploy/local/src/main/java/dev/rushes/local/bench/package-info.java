/** Measurements of a running stack: {@code ./rushes bench api} and {@code ./rushes bench storage}. */
@NullMarked
package dev.rushes.local.bench;

import org.jspecify.annotations.NullMarked;
