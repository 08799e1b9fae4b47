/** Presets of layers: templates with placeholders, those of Rushes and those of studios. */
@NullMarked
package dev.rushes.api.preset;

import org.jspecify.annotations.NullMarked;
